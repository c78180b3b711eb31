package io.mxgateway.core.time;

import java.time.Duration;
import java.time.Instant;

/**
 * The clock and the alarm of a gateway. Durations are measured on the monotonic clock only, so that a step of the wall
 * clock moves nothing; {@link #now()} is for time stamps that people or other machines read.
 *
 * <p>Thread-safe.
 */
public interface GatewayTime {
    /** The wall clock. */
    Instant now();

    /** The monotonic clock in nanoseconds, meaningful as a difference only. */
    long nanoTime();

    /**
     * Runs a task once, after a delay.
     *
     * <p>The task runs on a timer thread that all share: it must be short and must not block. What it throws is logged
     * and goes no further.
     *
     * @param delay how long to wait; zero or less means as soon as possible
     * @param task what to run
     * @return the means to call it off
     */
    Timer after(Duration delay, Runnable task);

    /** A task that waits for its time. */
    @FunctionalInterface
    interface Timer {
        /** A timer that has nothing to do. */
        Timer NONE = () -> {};

        /** Calls the task off if it has not begun; legal at any time, any number of times. */
        void cancel();
    }
}
