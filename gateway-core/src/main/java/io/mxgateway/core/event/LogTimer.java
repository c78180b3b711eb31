package io.mxgateway.core.event;

import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.core.time.GatewayTime.Timer;
import java.time.Duration;

/**
 * A timer that is wanted under the lock of a log and set outside of it, of which there is at most one at a time.
 *
 * <p>The order is: {@link #want()} under the lock, {@link #set} after it by whoever got true. The task begins with {@link
 * #fired()} under the lock, and may want the timer again.
 */
final class LogTimer {
    private final GatewayTime time;
    private final Object lock;
    private final Runnable task;

    // Guarded by lock: whether the timer is set or about to be.
    private boolean wanted;
    // Guarded by lock: how often it was wanted; tells a timer that fired before it could be kept from the one after it.
    private long wishes;
    // Guarded by lock: whether no timer may be set any more.
    private boolean over;
    // Guarded by lock: the means to call it off; NONE while it is about to be set, and when none is wanted.
    private Timer timer = Timer.NONE;

    LogTimer(GatewayTime time, Object lock, Runnable task) {
        this.time = time;
        this.lock = lock;
        this.task = task;
    }

    /** Under the lock: asks for the timer; true when the caller is the one to set it. */
    boolean want() {
        if (wanted || over) {
            return false;
        }
        wanted = true;
        wishes++;
        return true;
    }

    /** Outside the lock: sets the timer that was asked for. */
    void set(long delayNanos) {
        long mine;
        synchronized (lock) {
            mine = wishes;
        }
        Timer set = time.after(Duration.ofNanos(delayNanos), task);
        boolean tooLate;
        synchronized (lock) {
            tooLate = over;
            if (!over && mine == wishes) {
                timer = set;
            }
        }
        if (tooLate) {
            set.cancel();
        }
    }

    /** Under the lock: the timer went off. */
    void fired() {
        wanted = false;
    }

    /** Under the lock: no timer from now on; whoever got the result cancels it outside the lock. */
    Timer finish() {
        over = true;
        Timer last = timer;
        timer = Timer.NONE;
        return last;
    }
}
