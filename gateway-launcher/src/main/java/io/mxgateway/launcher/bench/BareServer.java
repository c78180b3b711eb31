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
import java.util.Arrays;
import java.util.List;

/**
 * What the gateway is measured against: a gRPC server with the gateway's own settings, threads and transport, behind
 * which there is nothing, or nothing but one more process. Thread-safe.
 */
public final class BareServer implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final GatewayServer server;
    // Ends what stands behind the server.
    private final Runnable behind;

    private BareServer(UnaryMethod<byte[], byte[]> echo, Runnable behind) {
        this.server = new GatewayServer(
                GrpcServerOptions.DEFAULT.listeningOn("127.0.0.1", 0), List.of(service(echo)), builder -> {});
        this.behind = behind;
    }

    /** A server behind which there is nothing; does not run yet. */
    public static BareServer alone() {
        return new BareServer(BareServer::echo, () -> {});
    }

    /**
     * A server that hands its calls on to a process which does nothing but send them back: what a gateway costs that does
     * nothing. Does not run yet, but the process does.
     *
     * @param command starts {@link #sendBack} with a path, which is added
     * @throws IOException when the process cannot be started
     */
    public static BareServer relaying(List<String> command) throws IOException {
        RelayPeer peer = RelayPeer.start(command);
        return new BareServer(peer::relay, peer::close);
    }

    /**
     * The process behind a server that relays: ends when that one does.
     *
     * @param socket where it is awaited
     * @throws IOException when the connection breaks
     */
    public static void sendBack(Path socket) throws IOException {
        RelayPeer.serve(socket);
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

    private static ServerServiceDefinition service(UnaryMethod<byte[], byte[]> echo) {
        return ServerServiceDefinition.builder(Methods.BARE_SERVICE)
                .addMethod(Methods.ECHO, ServerCalls.asyncUnaryCall(echo))
                .addMethod(Methods.REPEAT, ServerCalls.asyncServerStreamingCall(BareServer::repeat))
                .build();
    }

    private static void echo(byte[] request, StreamObserver<byte[]> reply) {
        reply.onNext(Arrays.copyOf(request, ByteBuffer.wrap(request).getInt()));
        reply.onCompleted();
    }

    private static void repeat(byte[] request, StreamObserver<byte[]> observer) {
        ServerCallStreamObserver<byte[]> messages = (ServerCallStreamObserver<byte[]>) observer;
        long count = ByteBuffer.wrap(request).getLong();
        byte[] message = Arrays.copyOfRange(request, Long.BYTES, request.length);
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
