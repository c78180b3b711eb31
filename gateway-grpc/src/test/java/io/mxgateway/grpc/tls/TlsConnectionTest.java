package io.mxgateway.grpc.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import io.mxgateway.proto.v1.OpenSessionReply;
import io.mxgateway.proto.v1.OpenSessionRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Real connections: who gets in, what they see, and what a change of the files means to them. */
@ExtendWith(NothingLeftBehind.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsConnectionTest {
    private static final MethodDescriptor<OpenSessionRequest, OpenSessionReply> METHOD =
            MxAccessGatewayGrpc.getOpenSessionMethod();

    private final SystemTime time = new SystemTime("mxgateway-test-timer");
    private Path directory;
    private TlsFiles first;
    private TlsFiles second;
    private TlsFiles client;
    private TlsFiles stranger;
    private Path issuer;

    @BeforeAll
    void make(@TempDir Path place) throws Exception {
        directory = place;
        TestCertificates certificates = new TestCertificates(directory);
        first = certificates.make("first");
        second = certificates.make("second", "-keyalg", "RSA", "-keysize", "2048");
        issuer = certificates.make("issuer", "-ext", "bc:c").certificate();
        client = certificates.make("client", "-signer", "issuer");
        stranger = certificates.make("stranger");
    }

    @AfterAll
    void close() {
        time.close();
    }

    private static Server serving(GatewayTls tls) throws IOException, TlsException {
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        tls.secure(builder);
        return builder.directExecutor()
                .addService(ServerServiceDefinition.builder(MxAccessGatewayGrpc.SERVICE_NAME)
                        .addMethod(METHOD, ServerCalls.asyncUnaryCall((request, replies) -> {
                            replies.onNext(OpenSessionReply.getDefaultInstance());
                            replies.onCompleted();
                        }))
                        .build())
                .build()
                .start();
    }

    private static ManagedChannel channel(Server server, ChannelCredentials credentials) {
        return Grpc.newChannelBuilderForAddress("127.0.0.1", server.getPort(), credentials)
                .build();
    }

    private static TlsChannelCredentials.Builder trusting(Path... certificates) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path certificate : certificates) {
            all.append(Files.readString(certificate));
        }
        Path file = Files.writeString(certificates[0].resolveSibling("trusted.pem"), all);
        return TlsChannelCredentials.newBuilder().trustManager(file.toFile());
    }

    private static Status.Code call(ManagedChannel channel) {
        try {
            ClientCalls.blockingUnaryCall(
                    channel,
                    METHOD,
                    CallOptions.DEFAULT.withDeadlineAfter(Await.NET.toMillis(), TimeUnit.MILLISECONDS),
                    OpenSessionRequest.getDefaultInstance());
            return Status.Code.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode();
        }
    }

    private static Status.Code callOnce(Server server, ChannelCredentials credentials) {
        ManagedChannel channel = channel(server, credentials);
        try {
            return call(channel);
        } finally {
            end(channel);
        }
    }

    private static void end(ManagedChannel channel) {
        channel.shutdownNow();
        Await.until("the channel to end", channel::isTerminated);
    }

    private static void end(Server server) {
        server.shutdownNow();
        Await.until("the server to end", server::isTerminated);
    }

    private TlsFiles live(TlsFiles content) throws IOException {
        Path certificate = directory.resolve("live.crt");
        Path key = directory.resolve("live.key");
        Files.copy(content.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(content.privateKey(), key, StandardCopyOption.REPLACE_EXISTING);
        return TlsFiles.of(certificate, key);
    }

    @Test
    void aChangeReachesNewConnectionsAndLeavesOldOnesStanding() throws Exception {
        FakeTime clock = new FakeTime();
        clock.stepWallClock(Duration.between(clock.now(), time.now()));
        GatewayTls tls = new GatewayTls(live(first), clock, GatewayMetrics.NONE);
        Server server = serving(tls);
        ManagedChannel early = channel(server, trusting(first.certificate()).build());
        try (TlsReloader reloader = new TlsReloader(tls, Duration.ofSeconds(10), clock)) {
            assertThat(call(early)).isEqualTo(Status.Code.OK);
            reloader.start();
            String before = tls.identity().fingerprint();
            live(second);
            Await.until("the files to be looked at", () -> {
                clock.advance(Duration.ofSeconds(10));
                return !tls.identity().fingerprint().equals(before);
            });
            // It trusts the old one only, so it could not connect again.
            assertThat(call(early)).isEqualTo(Status.Code.OK);
            assertThat(callOnce(server, trusting(second.certificate()).build())).isEqualTo(Status.Code.OK);
            assertThat(callOnce(server, trusting(first.certificate()).build())).isEqualTo(Status.Code.UNAVAILABLE);
        } finally {
            end(early);
            end(server);
        }
    }

    @Test
    void onlyClientsWithACertificateOfTheRightIssuerGetIn() throws Exception {
        Path issuers = directory.resolve("issuers.pem");
        Files.copy(issuer, issuers, StandardCopyOption.REPLACE_EXISTING);
        GatewayTls tls = new GatewayTls(first.withClientCa(issuers), time, GatewayMetrics.NONE);
        Server server = serving(tls);
        try {
            assertThat(callOnce(server, trusting(first.certificate()).build())).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(callOnce(server, with(stranger))).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(callOnce(server, with(client))).isEqualTo(Status.Code.OK);

            Files.copy(stranger.certificate(), issuers, StandardCopyOption.REPLACE_EXISTING);
            assertThat(tls.reload()).isTrue();
            assertThat(callOnce(server, with(client))).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(callOnce(server, with(stranger))).isEqualTo(Status.Code.OK);
        } finally {
            end(server);
        }
    }

    private ChannelCredentials with(TlsFiles own) throws IOException {
        return trusting(first.certificate())
                .keyManager(own.certificate().toFile(), own.privateKey().toFile())
                .build();
    }

    @Test
    void plaintextIsNotUnderstood() throws Exception {
        Server server = serving(new GatewayTls(first, time, GatewayMetrics.NONE));
        try {
            assertThat(callOnce(server, InsecureChannelCredentials.create())).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(callOnce(server, trusting(first.certificate()).build())).isEqualTo(Status.Code.OK);
        } finally {
            end(server);
        }
    }

    @Test
    void oldProtocolsAreNotSpoken() throws Exception {
        GatewayTls tls = new GatewayTls(first, time, GatewayMetrics.NONE);
        Server server = serving(tls);
        try {
            assertThat(handshake(server.getPort(), "TLSv1.2")).isEqualTo("TLSv1.2");
            assertThat(handshake(server.getPort(), "TLSv1.3")).isEqualTo("TLSv1.3");
            assertThat(handshake(server.getPort(), "TLSv1.1")).startsWith("refused");
        } finally {
            end(server);
        }
    }

    @Test
    void aServerOfTheJdkShowsTheSameCertificate() throws Exception {
        GatewayTls tls = new GatewayTls(first, time, GatewayMetrics.NONE);
        try (SSLServerSocket listening =
                (SSLServerSocket) tls.context().getServerSocketFactory().createServerSocket(0)) {
            Thread serving = new Thread(
                    () -> {
                        try (SSLSocket accepted = (SSLSocket) listening.accept()) {
                            accepted.startHandshake();
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    },
                    "mxgateway-test-tls");
            serving.start();
            assertThat(handshake(listening.getLocalPort(), "TLSv1.3")).isEqualTo("TLSv1.3");
            serving.join(Await.NET.toMillis());
        }
    }

    private static String handshake(int port, String protocol) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.setSoTimeout((int) Await.NET.toMillis());
            socket.startHandshake();
            return socket.getSession().getProtocol();
        } catch (IOException e) {
            return "refused: " + e;
        }
    }

    /** Trusts everybody. */
    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
