package io.mxgateway.launcher.bench;

import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.ServerCalls.UnaryMethod;
import io.grpc.stub.StreamObserver;
import io.mxgateway.grpc.service.GatewayServer;
import io.mxgateway.grpc.service.GrpcServerOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the gateway is measured against: a gRPC server with the gateway's own settings, threads and transport, behind
 * which there is nothing, or nothing but other processes. Thread-safe.
 */
public final class BareServer implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final GatewayServer server;
    // Ends what stands behind the server.
    private final Runnable behind;

    /** Sends a message so many times. */
    @FunctionalInterface
    private interface Repetition {
        void repeat(byte[] message, long count, ServerCallStreamObserver<byte[]> messages);
    }

    private BareServer(UnaryMethod<byte[], byte[]> echo, Repetition repetition, Runnable behind) {
        this.server = new GatewayServer(
                GrpcServerOptions.DEFAULT.listeningOn("127.0.0.1", 0),
                List.of(service(echo, repetition)),
                builder -> {});
        this.behind = behind;
    }

    /** A server behind which there is nothing; does not run yet. */
    public static BareServer alone() {
        return new BareServer(BareServer::echo, BareServer::repeat, () -> {});
    }

    /**
     * A server that hands its calls on to processes which do nothing but send them back, and its streams to one that does
     * nothing but make bytes: what a gateway costs that does nothing. Does not run yet, but the processes do.
     *
     * @param calls a command that starts {@link #sendBack} with a path, which is added
     * @param count how many of them to start; which of them gets a call is for the request to say
     * @param stream a command that starts {@link #makeBytes} with a path, which is added
     * @throws IOException when a process cannot be started
     */
    public static BareServer relaying(List<String> calls, int count, List<String> stream) throws IOException {
        List<CallRelay> relays = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            relays.add(new CallRelay(Peer.start(calls)));
        }
        StreamRelay repetition = new StreamRelay(Peer.start(stream));
        return new BareServer(
                (request, reply) -> relays.get(ByteBuffer.wrap(request).getInt(Methods.LANE_AT) % count)
                        .relay(request, reply),
                repetition::relay,
                () -> {
                    relays.forEach(CallRelay::close);
                    repetition.close();
                });
    }

    /**
     * A process behind a server that relays calls: ends when that one does.
     *
     * @param socket where it is awaited
     * @throws IOException when the connection breaks
     */
    public static void sendBack(Path socket) throws IOException {
        CallRelay.serve(socket);
    }

    /**
     * The process behind a server that relays streams: ends when that one does.
     *
     * @param socket where it is awaited
     * @throws IOException when the connection breaks
     */
    public static void makeBytes(Path socket) throws IOException {
        StreamRelay.serve(socket);
    }

    /**
     * Listens on a free port of this machine.
     *
     * @return where, as a client writes it
     * @throws IOException when it cannot
     */
    public String start() throws IOException {
        server.start();
        return "127.0.0.1:" + server.port();
    }

    private static ServerServiceDefinition service(UnaryMethod<byte[], byte[]> echo, Repetition repetition) {
        return ServerServiceDefinition.builder(Methods.BARE_SERVICE)
                .addMethod(Methods.ECHO, ServerCalls.asyncUnaryCall(echo))
                .addMethod(
                        Methods.REPEAT,
                        ServerCalls.asyncServerStreamingCall((request, messages) -> repetition.repeat(
                                Arrays.copyOfRange(request, Long.BYTES, request.length),
                                ByteBuffer.wrap(request).getLong(),
                                (ServerCallStreamObserver<byte[]>) messages)))
                .build();
    }

    private static void echo(byte[] request, StreamObserver<byte[]> reply) {
        reply.onNext(Arrays.copyOf(request, ByteBuffer.wrap(request).getInt()));
        reply.onCompleted();
    }

    private static void repeat(byte[] message, long count, ServerCallStreamObserver<byte[]> messages) {
        messages.setOnReadyHandler(new Runnable() {
            // What is still to be sent; used on the connection's thread only.
            private long left = count;

            @Override
            public void run() {
                while (left > 0 && messages.isReady()) {
                    messages.onNext(message);
                    if (--left == 0) {
                        messages.onCompleted();
                    }
                }
            }
        });
    }

    /** Ends all calls and threads. */
    @Override
    public void close() {
        server.shutdown(GRACE).toCompletableFuture().join();
        behind.run();
    }
}
