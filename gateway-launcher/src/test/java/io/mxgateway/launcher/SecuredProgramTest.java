package io.mxgateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.TlsChannelCredentials;
import io.mxgateway.core.security.Scope;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.grpc.client.ClientOptions;
import io.mxgateway.grpc.client.GatewayException;
import io.mxgateway.grpc.client.MxClientException;
import io.mxgateway.grpc.client.MxGatewayClient;
import io.mxgateway.grpc.client.MxSession;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import io.mxgateway.proto.v1.MxEvent;
import io.mxgateway.proto.v1.StreamEventsRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A gateway with keys and TLS, as a process: who gets in, and what becomes of them when their key ends. */
@ExtendWith(NothingLeftBehind.class)
@EnabledOnOs({OS.LINUX, OS.MAC})
class SecuredProgramTest {
    /** 32 bytes in base64url, which has underscores of its own. */
    private static final int SECRET_LENGTH = 43;

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    @TempDir
    Path directory;

    @Test
    void aKeyOpensTheDoorUntilItIsRevokedAndThenWithinASecondNoMore() throws Exception {
        try (SecuredProgram gateway = new SecuredProgram(directory)) {
            String reader = gateway.issue(
                    "reader", Scope.SESSION_OPEN, Scope.SESSION_CLOSE, Scope.INVOKE_READ, Scope.EVENTS_READ);
            String other = gateway.issue("other", Scope.ADMIN);
            gateway.start();
            Await.until(
                    "the line that says how it is guarded",
                    () -> said(gateway).contains("authentication by API key, TLS"));

            refusedWithoutAKey(gateway);
            try (MxGatewayClient client = new MxGatewayClient(gateway.reach().withApiKey(reader));
                    MxGatewayClient admin = new MxGatewayClient(gateway.reach().withApiKey(other))) {
                MxSession session = client.openSession("reader");
                int server = session.calls().register("reader");
                int item = session.calls().addItem(server, "Reactor_001.SetPoint");
                assertThatThrownBy(() -> session.calls().write(server, item, io.mxgateway.core.mx.MxValue.of(1.0), 0))
                        .isInstanceOfSatisfying(
                                GatewayException.class,
                                refused -> assertThat(refused.status()).isEqualTo(Status.Code.PERMISSION_DENIED));
                MxSession untouched = admin.openSession("admin");
                ManagedChannel channel = channel(gateway);
                try {
                    EndOfStream stream = stream(channel, session.id(), reader);
                    stream.attached.get(30, java.util.concurrent.TimeUnit.SECONDS);

                    long revoked = System.nanoTime();
                    gateway.keys().revoke("reader", "test");
                    Status end = Await.result(stream.ended);
                    Duration took = Duration.ofNanos(System.nanoTime() - revoked);

                    assertThat(end.getCode()).as("%s", end).isEqualTo(Status.Code.UNAUTHENTICATED);
                    // One second is promised; the net is for machines with other things to do.
                    assertThat(took).isLessThan(Duration.ofSeconds(10));
                    refused(gateway.reach().withApiKey(reader));
                    assertThat(untouched.calls().ping("still here")).isEqualTo("still here");
                } finally {
                    channel.shutdownNow();
                    Await.until("the channel to end", channel::isTerminated);
                }
                Await.until("the session to be closed", () -> audit(gateway).contains("owner-revoked"));
            }
            gateway.end();
            assertThat(audit(gateway))
                    .contains(
                            "\"configuration\"", "tls.self-signed", "\"session.open\"", "\"key.end\"", "\"authorize\"");
            noSecretIn(gateway, List.of(reader, other));
        }
    }

    private static void refusedWithoutAKey(SecuredProgram gateway) {
        refused(gateway.reach());
        refused(gateway.reach().withApiKey("mxgw_reader_" + "A".repeat(43)));
        refused(gateway.reach().withApiKey("nonsense"));
    }

    private static void refused(ClientOptions options) {
        try (MxGatewayClient client = new MxGatewayClient(options)) {
            assertThatThrownBy(() -> client.openSession("nobody"))
                    .isInstanceOf(MxClientException.class)
                    .isInstanceOfSatisfying(
                            GatewayException.class, e -> assertThat(e.status()).isEqualTo(Status.Code.UNAUTHENTICATED));
        }
    }

    private static ManagedChannel channel(SecuredProgram gateway) throws IOException {
        return Grpc.newChannelBuilderForAddress(
                        "127.0.0.1",
                        gateway.port(),
                        TlsChannelCredentials.newBuilder()
                                .trustManager(gateway.certificate().toFile())
                                .build())
                .build();
    }

    /** What the program has printed; the ready file is there before the line is. */
    private static String said(SecuredProgram gateway) {
        try {
            return gateway.program().out();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A stream of events that nobody resumes: when it was attached, and how it ended. */
    private static final class EndOfStream extends ClientCall.Listener<MxEvent> {
        private final CompletableFuture<Void> attached = new CompletableFuture<>();
        private final CompletableFuture<Status> ended = new CompletableFuture<>();

        @Override
        public void onHeaders(Metadata headers) {
            attached.complete(null);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            ended.complete(status);
            attached.completeExceptionally(status.asRuntimeException());
        }
    }

    private static EndOfStream stream(ManagedChannel channel, String session, String key) {
        EndOfStream end = new EndOfStream();
        var call = channel.newCall(MxAccessGatewayGrpc.getStreamEventsMethod(), CallOptions.DEFAULT);
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + key);
        call.start(end, headers);
        call.sendMessage(StreamEventsRequest.newBuilder().setSessionId(session).build());
        call.halfClose();
        call.request(1_000_000);
        return end;
    }

    private static String audit(SecuredProgram gateway) {
        try {
            return Files.readString(gateway.security().resolve("audit").resolve("audit.log"));
        } catch (IOException e) {
            return "";
        }
    }

    /** Every file the gateway wrote, and everything it said. */
    private void noSecretIn(SecuredProgram gateway, List<String> tokens) throws IOException {
        String pepper = Files.readString(gateway.security().resolve("pepper")).strip();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
                for (String token : tokens) {
                    assertThat(content)
                            .as(file.toString())
                            .doesNotContain(token.substring(token.length() - SECRET_LENGTH));
                }
                if (!file.getFileName().toString().equals("pepper")) {
                    assertThat(content).as(file.toString()).doesNotContain(pepper);
                }
            }
        }
        assertThat(gateway.program().err()).isNotEmpty();
    }
}
