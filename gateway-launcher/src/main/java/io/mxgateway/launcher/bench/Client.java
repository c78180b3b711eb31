package io.mxgateway.launcher.bench;

import io.grpc.Channel;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc.MxAccessGatewayBlockingStub;
import java.util.concurrent.TimeUnit;

/** One connection. Thread-safe. */
final class Client implements AutoCloseable {
    private static final long CALL_SECONDS = 120;

    private final ManagedChannel channel;

    Client(String address) {
        // What is measured never waits in what it is told, so nothing needs a thread beside the connection's own.
        this.channel = Grpc.newChannelBuilder(address, InsecureChannelCredentials.create())
                .directExecutor()
                .build();
    }

    Channel channel() {
        return channel;
    }

    /** For what is not measured in itself. */
    MxAccessGatewayBlockingStub stub() {
        return MxAccessGatewayGrpc.newBlockingStub(channel).withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        try {
            channel.awaitTermination(CALL_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
