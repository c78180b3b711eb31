package io.mxgateway.grpc.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that serves any number of non-blocking channels. Nothing that it runs may block.
 *
 * <p>Thread-safe. {@link #close()} ends the thread and closes every channel that is still registered.
 */
final class IoLoop {
    private static final Logger LOG = LoggerFactory.getLogger(IoLoop.class);
    private static final int READ_BUFFER_BYTES = 256 << 10;

    /** Serves one channel. Called on the loop's thread only. */
    @FunctionalInterface
    interface Ready {
        /** The channel is ready for something it is registered for. */
        void ready(SelectionKey key);
    }

    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    // Whether a wake-up is under way that the loop has not answered: one system call serves many tasks.
    private final AtomicBoolean woken = new AtomicBoolean();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    // Used by the loop's thread only, by whichever channel is read at the moment.
    private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(READ_BUFFER_BYTES);
    // Set once, by close().
    private volatile boolean closed;

    private IoLoop(String name) {
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a selector for " + name, e);
        }
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /** Starts a loop on a thread of this name. */
    static IoLoop start(String name) {
        IoLoop loop = new IoLoop(name);
        loop.thread.start();
        return loop;
    }

    /** Runs a task on the loop's thread, after what is already waiting there. After {@link #close} it is dropped. */
    void execute(Runnable task) {
        tasks.add(task);
        if (!isLoopThread()) {
            wake();
        }
    }

    boolean isLoopThread() {
        return Thread.currentThread() == thread;
    }

    /** How much can be read at once. */
    int readBufferBytes() {
        return READ_BUFFER_BYTES;
    }

    /** Registers a non-blocking channel; on the loop's thread only. */
    SelectionKey register(SelectableChannel channel, int operations, Ready ready) throws ClosedChannelException {
        return channel.register(selector, operations, ready);
    }

    /** Memory for what a channel reads, empty; on the loop's thread only and not kept beyond the call. */
    ByteBuffer readBuffer() {
        return readBuffer.clear();
    }

    /** Ends the loop; idempotent. Completes when its thread has nothing left to do. */
    CompletionStage<Void> close() {
        closed = true;
        wake();
        return ended.copy();
    }

    private void wake() {
        if (woken.compareAndSet(false, true)) {
            selector.wakeup();
        }
    }

    private void run() {
        try {
            while (!closed) {
                turn();
            }
        } finally {
            closeAll();
            ended.complete(null);
        }
    }

    private void turn() {
        try {
            if (tasks.isEmpty()) {
                selector.select(this::serve);
            } else {
                selector.selectNow(this::serve);
            }
        } catch (IOException e) {
            LOG.error("the selector failed; the loop goes on", e);
        }
        // Cleared before the look at the queue: a task that comes after the look finds it clear and wakes us again.
        woken.set(false);
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            runSafely(task);
        }
    }

    private void serve(SelectionKey key) {
        if (key.isValid()) {
            runSafely(() -> ((Ready) key.attachment()).ready(key));
        }
    }

    private static void runSafely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a task of the I/O loop failed; the loop goes on", e);
        }
    }

    private void closeAll() {
        for (SelectionKey key : List.copyOf(selector.keys())) {
            closeQuietly(key.channel());
        }
        closeQuietly(selector);
    }

    /** Closes something whose last words matter to nobody. */
    static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            LOG.debug("closing failed", e);
        }
    }
}
