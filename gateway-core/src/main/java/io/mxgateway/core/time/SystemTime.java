package io.mxgateway.core.time;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The time of this machine, with one timer thread of its own.
 *
 * <p>Thread-safe. {@link #close()} ends the thread; tasks that still wait are dropped, later ones are refused silently,
 * since whoever closes time has closed everything that could want it.
 */
public final class SystemTime implements GatewayTime, AutoCloseable {
    private static final Logger LOG = System.getLogger(SystemTime.class.getName());

    private final Clock clock;
    private final ScheduledThreadPoolExecutor timers;

    /**
     * Starts the timer thread.
     *
     * @param name the name of the thread
     */
    public SystemTime(String name) {
        this.clock = Clock.systemUTC();
        this.timers = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        timers.setRemoveOnCancelPolicy(true);
        timers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        try {
            ScheduledFuture<?> future =
                    timers.schedule(() -> runSafely(task), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException closed) {
            return Timer.NONE;
        }
    }

    private static void runSafely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "a timer task failed; the timer goes on", e);
        }
    }

    /** Ends the timer thread at once; idempotent. */
    @Override
    public void close() {
        timers.shutdownNow();
    }
}
