package io.mxgateway.core.worker;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks one at a time and in order, on whichever thread brought the one that found the queue idle: a single thread
 * of control that costs no thread. Each task sees what the ones before it did.
 *
 * <p>A task may add tasks; they run after it, never inside it. The queue is as long as its users let it be: each bounds
 * what it adds. A task that throws is logged and does not stop the others.
 *
 * <p>Thread-safe.
 */
public final class SerialQueue {
    private static final Logger LOG = System.getLogger(SerialQueue.class.getName());

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    // Tasks added and not finished: who raises it from 0 runs them all.
    private final AtomicInteger unfinished = new AtomicInteger();

    /** An idle queue. */
    public SerialQueue() {}

    /** Runs a task now, or after those that are running or waiting. */
    public void run(Runnable task) {
        tasks.add(task);
        if (unfinished.getAndIncrement() != 0) {
            return;
        }
        do {
            runNext();
        } while (unfinished.decrementAndGet() != 0);
    }

    private void runNext() {
        Runnable task = tasks.remove();
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "a serialized task failed; the next ones go on", e);
        }
    }
}
