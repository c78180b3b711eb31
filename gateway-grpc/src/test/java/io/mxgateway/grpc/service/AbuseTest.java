package io.mxgateway.grpc.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.session.DefaultSessionManager;
import io.mxgateway.core.session.DefaultSessionRegistry;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeWorkers;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.proto.v1.CloseSessionRequest;
import io.mxgateway.proto.v1.OpenSessionRequest;
import io.mxgateway.proto.v1.StreamEventsRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** What one connection may do to the gateway is bounded, and no other connection feels it. */
@ExtendWith(NothingLeftBehind.class)
class AbuseTest {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1);
    private static final byte[] EMPTY_SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};
    private static final byte[] PING = {0, 0, 8, 6, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8};

    private final DefaultSessionManager sessions = new DefaultSessionManager(
            new DefaultSessionRegistry(), new FakeWorkers(), GatewayOptions.DEFAULT, GatewayMetrics.NONE);
    // Null until a test has said how it listens.
    private TestServer server;

    private void listen(GrpcServerOptions options) {
        server = new TestServer(sessions, options, CallIdentity.ANONYMOUS, LoggerFactory.getLogger(AbuseTest.class));
    }

    @AfterEach
    void close() {
        Await.result(sessions.shutdown());
        server.close();
    }

    /** The defaults with other limits for one connection. */
    private static GrpcServerOptions with(int calls, int resets, Duration age, Duration idle) {
        GrpcServerOptions d = GrpcServerOptions.DEFAULT;
        return new GrpcServerOptions(
                d.bindAddress(),
                d.port(),
                d.ioThreads(),
                d.maxMessageBytes(),
                d.maxMetadataBytes(),
                calls,
                age,
                idle,
                d.keepAliveTime(),
                d.keepAliveTimeout(),
                d.minClientKeepAliveTime(),
                d.handshakeTimeout(),
                resets,
                d.resetWindow());
    }

    private static GrpcServerOptions withResets(int resets) {
        return with(2048, resets, Duration.ZERO, Duration.ZERO);
    }

    private Recorder<?, ?> openStream() {
        String session = server.blocking()
                .openSession(OpenSessionRequest.getDefaultInstance())
                .getSessionId();
        var stream = server.call(
                "StreamEvents",
                new Metadata(),
                List.of(StreamEventsRequest.newBuilder()
                        .setSessionId(session)
                        .build()
                        .toByteArray()));
        stream.awaitHeaders();
        return stream;
    }

    private void resetCalls(int count) {
        for (int i = 0; i < count; i++) {
            ClientCall<byte[], byte[]> call = server.channel.newCall(TestServer.raw("Invoke"), CallOptions.DEFAULT);
            call.start(new ClientCall.Listener<>() {}, new Metadata());
            call.request(1);
            call.cancel("a storm", null);
        }
    }

    private Status.Code closeUnknown(ManagedChannel channel, Duration deadline) {
        try {
            io.mxgateway.proto.v1.MxAccessGatewayGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)
                    .closeSession(CloseSessionRequest.newBuilder()
                            .setSessionId("session-0")
                            .build());
            return Status.Code.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode();
        }
    }

    /** A connection of its own, which nobody has spoilt. */
    private void othersAreServed() {
        ManagedChannel other = io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder.forAddress(
                        "127.0.0.1", server.server.port())
                .usePlaintext()
                .build();
        try {
            assertThat(closeUnknown(other, Await.NET)).isEqualTo(Status.Code.NOT_FOUND);
        } finally {
            other.shutdownNow();
            Await.until("the channel to end", other::isTerminated);
        }
    }

    @Test
    void aStormOfResetsEndsItsConnectionAndNoOther() {
        listen(withResets(20));
        Recorder<?, ?> stream = openStream();
        resetCalls(300);
        assertThat(stream.awaitEnd().getCode())
                .as("%s", stream.awaitEnd())
                .isIn(Status.Code.UNAVAILABLE, Status.Code.RESOURCE_EXHAUSTED);
        othersAreServed();
    }

    @Test
    void asManyResetsAsAreAllowedEndNothing() {
        listen(withResets(1000));
        Recorder<?, ?> stream = openStream();
        resetCalls(300);
        // Behind the resets on the same connection.
        assertThat(closeUnknown(server.channel, Await.NET)).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(stream.isOver()).isFalse();
    }

    @Test
    void ofAThousandCallsOnOneConnectionAsManyAsAllowedReachTheGateway() {
        listen(with(10, 5000, Duration.ZERO, Duration.ZERO));
        // From the first call on the client knows how many calls it may have.
        assertThat(closeUnknown(server.channel, Await.NET)).isEqualTo(Status.Code.NOT_FOUND);
        AtomicInteger over = new AtomicInteger();
        List<ClientCall<byte[], byte[]>> calls = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            ClientCall<byte[], byte[]> call = server.channel.newCall(TestServer.raw("Invoke"), CallOptions.DEFAULT);
            call.start(
                    new ClientCall.Listener<>() {
                        @Override
                        public void onClose(Status status, Metadata trailers) {
                            over.incrementAndGet();
                        }
                    },
                    new Metadata());
            calls.add(call);
        }
        // Ten say nothing and keep their places; this one waits at the client behind the rest.
        assertThat(closeUnknown(server.channel, Duration.ofSeconds(1))).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        othersAreServed();
        calls.forEach(call -> call.cancel("enough", null));
        // A call made earlier can wait for the client: one that gets its place by the end of another is written,
        // but sent no sooner than the client sends something else.
        Await.until("the client to have cancelled them all", () -> over.get() == calls.size());
        // Nobody keeps the places of those that said nothing.
        assertThat(closeUnknown(server.channel, Await.NET)).isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    void tlsToAPlaintextPortIsAClearFailure() {
        listen(GrpcServerOptions.DEFAULT);
        ManagedChannel channel = Grpc.newChannelBuilderForAddress(
                        "127.0.0.1", server.server.port(), TlsChannelCredentials.create())
                .build();
        try {
            assertThat(closeUnknown(channel, Await.NET)).isEqualTo(Status.Code.UNAVAILABLE);
            othersAreServed();
        } finally {
            channel.shutdownNow();
            Await.until("the channel to end", channel::isTerminated);
        }
    }

    @Test
    void whoPingsTooOftenIsSentAway() throws Exception {
        listen(GrpcServerOptions.DEFAULT);
        try (Socket socket = connection()) {
            // In one piece, since the connection may be over before a second one is written.
            ByteArrayOutputStream pings = new ByteArrayOutputStream();
            for (int i = 0; i < 20; i++) {
                pings.writeBytes(PING);
            }
            socket.getOutputStream().write(pings.toByteArray());
            assertThat(readUntil(socket, "too_many_pings")).contains("too_many_pings");
        }
        othersAreServed();
    }

    @Test
    void anIdleConnectionIsEnded() throws Exception {
        listen(with(2048, 500, Duration.ZERO, Duration.ofMillis(100)));
        try (Socket socket = connection()) {
            assertThat(readUntil(socket, "max_idle")).contains("max_idle");
        }
    }

    @Test
    void anOldConnectionTakesNoNewCalls() throws Exception {
        listen(with(2048, 500, Duration.ofMillis(100), Duration.ZERO));
        try (Socket socket = connection()) {
            assertThat(readUntil(socket, "max_age")).contains("max_age");
        }
    }

    private Socket connection() throws IOException {
        Socket socket = new Socket("127.0.0.1", server.server.port());
        socket.setSoTimeout((int) Await.NET.toMillis());
        OutputStream out = socket.getOutputStream();
        out.write(PREFACE);
        out.write(EMPTY_SETTINGS);
        out.flush();
        return socket;
    }

    private static String readUntil(Socket socket, String wanted) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        while (!read.toString(ISO_8859_1).contains(wanted)) {
            int count = socket.getInputStream().read(buffer);
            if (count < 0) {
                break;
            }
            read.write(buffer, 0, count);
        }
        return read.toString(ISO_8859_1);
    }
}
