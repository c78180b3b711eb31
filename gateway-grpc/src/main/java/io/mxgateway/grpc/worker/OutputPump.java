package io.mxgateway.grpc.worker;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads the output of all workers on one thread. It asks each pipe how much is there instead of blocking in a read: such
 * a read could not be ended while any descendant of a worker holds the pipe. It looks often while there is output and
 * ever less often while there is none; a full pipe holds up a talkative worker for no longer than the longest pause.
 *
 * <p>Thread-safe. The thread lives while there is something to read, and ends with {@link #close()}.
 */
final class OutputPump {
    private static final int READ_BYTES = 64 << 10;
    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(4);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(128);

    private final List<WorkerOutput> outputs = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    private final Thread thread;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    // Guarded by lock; set once.
    private boolean closed;
    // Guarded by lock: there is something new, so the pause under way is cut short.
    private boolean hurried;
    // Guarded by lock: how long the thread pauses next.
    private long pause = SHORTEST_PAUSE;

    private OutputPump(String name) {
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /** Starts a pump on a thread of this name. */
    static OutputPump start(String name) {
        OutputPump pump = new OutputPump(name);
        pump.thread.start();
        return pump;
    }

    void add(WorkerOutput output) {
        outputs.add(output);
        signal(false);
    }

    void remove(WorkerOutput output) {
        outputs.remove(output);
    }

    /** Ends the thread; idempotent. */
    CompletionStage<Void> close() {
        signal(true);
        return ended.copy();
    }

    private void signal(boolean close) {
        lock.lock();
        try {
            closed |= close;
            pause = SHORTEST_PAUSE;
            hurried = true;
            added.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        byte[] buffer = new byte[READ_BYTES];
        try {
            while (await()) {
                int count = 0;
                for (WorkerOutput output : outputs) {
                    count += output.poll(buffer);
                }
                paced(count > 0);
            }
        } finally {
            ended.complete(null);
        }
    }

    // Returns false when it is time to end.
    private boolean await() {
        lock.lock();
        try {
            while (!closed && outputs.isEmpty()) {
                added.awaitUninterruptibly();
            }
            if (!closed) {
                pauseOnce();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void pauseOnce() {
        try {
            long left = pause;
            while (left > 0 && !hurried && !closed) {
                left = added.awaitNanos(left);
            }
            hurried = false;
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private void paced(boolean found) {
        lock.lock();
        try {
            pause = found ? SHORTEST_PAUSE : Math.min(LONGEST_PAUSE, 2 * pause);
        } finally {
            lock.unlock();
        }
    }
}
