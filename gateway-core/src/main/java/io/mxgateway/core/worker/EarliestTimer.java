package io.mxgateway.core.worker;

import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.core.time.GatewayTime.Timer;
import java.time.Duration;

/**
 * One armed timer for the earliest of any number of deadlines. Whoever owns the deadlines adds one to its own books
 * first and then calls {@link #noLaterThan}; when the timer fires, its task looks through the books and calls again for
 * what is left. Deadlines that are met are never called off one by one, which is what makes a deadline per command
 * cheap.
 *
 * <p>Thread-safe.
 */
final class EarliestTimer {
    private final GatewayTime time;
    private final Runnable task;
    // Everything below is written under this object's lock.
    // When the armed timer fires, on the monotonic clock; null while none is armed. Read without the lock.
    private volatile Long armedFor;
    // Which timer counts; one that fires under an older number was replaced.
    private long generation;
    private Timer timer = Timer.NONE;
    private boolean stopped;

    /**
     * Nothing is armed.
     *
     * @param task run without any lock, on the timer's thread
     */
    EarliestTimer(GatewayTime time, Runnable task) {
        this.time = time;
        this.task = task;
    }

    /** Sees to it that the task runs at a moment of the monotonic clock or before. */
    void noLaterThan(long deadlineNanos) {
        Long armed = armedFor;
        if (armed != null && armed - deadlineNanos <= 0) {
            return;
        }
        long mine;
        Timer replaced;
        synchronized (this) {
            if (stopped || (armedFor != null && armedFor - deadlineNanos <= 0)) {
                return;
            }
            armedFor = deadlineNanos;
            mine = ++generation;
            replaced = timer;
            timer = Timer.NONE;
        }
        replaced.cancel();
        Timer armedNow = time.after(Duration.ofNanos(deadlineNanos - time.nanoTime()), () -> fire(mine));
        synchronized (this) {
            if (mine == generation && armedFor != null) {
                timer = armedNow;
                return;
            }
        }
        armedNow.cancel();
    }

    private void fire(long firing) {
        synchronized (this) {
            if (firing != generation || stopped) {
                return;
            }
            armedFor = null;
            timer = Timer.NONE;
        }
        task.run();
    }

    /** Nothing fires after this, but for what is firing already. Idempotent. */
    void stop() {
        Timer last;
        synchronized (this) {
            stopped = true;
            armedFor = null;
            last = timer;
            timer = Timer.NONE;
        }
        last.cancel();
    }
}
