package io.mxgateway.grpc.worker;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The standard input of a worker process. The gateway holds the other end and never writes: that it ends means that the
 * gateway is gone, however it went.
 */
final class LifeLine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LifeLine.class);

    // Of a file's stream this is the file's own channel, which close() can wake from a read. It matters: a JVM that
    // ends
    // while a thread is inside a read of its own waits 300 ms for it.
    private final ReadableByteChannel stdin;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /**
     * A life line that is not watched yet.
     *
     * @param stdin best a plain {@link FileInputStream}; another stream cannot be woken from a read
     */
    LifeLine(InputStream stdin) {
        this.stdin = Channels.newChannel(stdin);
    }

    /** Begins to watch, on a daemon thread that lives as long as the input does. */
    void watch() {
        Thread thread = new Thread(this::read, "mxgateway-worker-lifeline");
        thread.setDaemon(true);
        thread.start();
    }

    /** Completes when the gateway is gone, or after {@link #close}; never exceptionally. */
    CompletionStage<Void> ended() {
        return ended;
    }

    /** Stops watching. */
    @Override
    public void close() {
        if (stdin instanceof FileChannel) {
            IoLoop.closeQuietly(stdin);
        }
    }

    private void read() {
        ByteBuffer ignored = ByteBuffer.allocate(64);
        try {
            int count = 0;
            // Nothing is ever written here; if something is, it says nothing.
            while (count >= 0) {
                count = stdin.read(ignored.clear());
            }
        } catch (IOException e) {
            // As good as its end: nobody holds the other side, or nobody wants to know any more.
            LOG.debug("standard input cannot be read any more", e);
        } finally {
            ended.complete(null);
        }
    }
}
