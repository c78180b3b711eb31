package io.mxgateway.grpc.worker;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The standard input of a worker process. The gateway holds the other end and never writes: that it ends means that the
 * gateway is gone, however it went.
 */
final class LifeLine {
    private final InputStream stdin;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    LifeLine(InputStream stdin) {
        this.stdin = stdin;
    }

    /** Begins to watch, on a daemon thread that lives as long as the input does. */
    void watch() {
        Thread thread = new Thread(this::read, "mxgateway-worker-lifeline");
        thread.setDaemon(true);
        thread.start();
    }

    /** Completes when the gateway is gone. */
    CompletionStage<Void> ended() {
        return ended;
    }

    private void read() {
        byte[] ignored = new byte[256];
        try {
            int count = 0;
            // Nothing is ever written here; if something is, it says nothing.
            while (count >= 0) {
                count = stdin.read(ignored);
            }
        } catch (IOException e) {
            // As good as its end: nobody holds the other side.
            ended.completeExceptionally(e);
            return;
        }
        ended.complete(null);
    }
}
