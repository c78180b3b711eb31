package io.mxgateway.core.galaxy;

import io.mxgateway.core.time.GatewayTime;
import java.time.Duration;

/**
 * One blocking call of one thread, which is interrupted when it takes too long. The interrupt never comes after the call
 * has ended. Made by the thread that calls; {@link #end()} by the same.
 */
final class GuardedCall {
    private final Object lock = new Object();
    private final Thread thread = Thread.currentThread();
    private final GatewayTime.Timer timer;
    private boolean ended; // guarded by lock
    private boolean expired; // guarded by lock

    /**
     * The call begins.
     *
     * @param onExpiry runs on the timer's thread when it takes too long, after the interrupt
     */
    GuardedCall(GatewayTime time, Duration limit, Runnable onExpiry) {
        this.timer = time.after(limit, () -> {
            if (interrupt()) {
                onExpiry.run();
            }
        });
    }

    private boolean interrupt() {
        synchronized (lock) {
            if (ended) {
                return false;
            }
            expired = true;
            thread.interrupt();
            return true;
        }
    }

    /**
     * The call has ended, however; takes back an interrupt that came too late to be noticed.
     *
     * @return whether it had taken too long
     */
    boolean end() {
        timer.cancel();
        synchronized (lock) {
            ended = true;
            if (expired) {
                Thread.interrupted();
            }
            return expired;
        }
    }
}
