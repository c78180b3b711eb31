package io.mxgateway.grpc.worker;

import io.mxgateway.core.time.GatewayTime;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Connects a worker to its gateway. Blocks; used once, before anything else runs in the process. */
final class WorkerConnector {
    private static final long RETRY_MILLIS = 50;

    private final GatewayTime time;
    private final Duration attempt;
    private final Duration deadline;
    private final CompletionStage<Void> gatewayGone;

    /**
     * A connector.
     *
     * @param attempt how long one attempt may take
     * @param deadline how long all of them may take
     * @param gatewayGone completes when there is no gateway any more
     */
    WorkerConnector(GatewayTime time, Duration attempt, Duration deadline, CompletionStage<Void> gatewayGone) {
        this.time = time;
        this.attempt = attempt;
        this.deadline = deadline;
        this.gatewayGone = gatewayGone;
    }

    /**
     * Connects, and tries again while it fails.
     *
     * @return a connected channel that does not block
     * @throws IOException when no attempt succeeded in time, or the gateway is gone
     */
    SocketChannel connect(String pipeName) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(Path.of(pipeName));
        long began = time.nanoTime();
        while (true) {
            IOException problem;
            try {
                return attempt(address);
            } catch (IOException e) {
                problem = e;
            }
            if (time.nanoTime() - began > deadline.toNanos() || gatewayGoneWithin(RETRY_MILLIS)) {
                throw new IOException("cannot connect to " + pipeName + ": " + problem.getMessage(), problem);
            }
        }
    }

    private SocketChannel attempt(UnixDomainSocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            if (!channel.connect(address)) {
                finish(channel);
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            IoLoop.closeQuietly(channel);
            throw e;
        }
    }

    private void finish(SocketChannel channel) throws IOException {
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_CONNECT);
            selector.select(attempt.toMillis());
            if (!channel.finishConnect()) {
                throw new IOException("no connection within " + attempt.toMillis() + " ms");
            }
        }
    }

    private boolean gatewayGoneWithin(long millis) {
        try {
            gatewayGone.toCompletableFuture().get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
