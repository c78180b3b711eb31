package io.mxgateway.core.galaxy;

import io.mxgateway.core.time.GatewayTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Those who wait for the first load, each no longer than its own patience. Once over, nobody ever waits again.
 * Thread-safe; futures are completed without a lock.
 */
final class FirstLoad {
    static final int MAX_WAITING = 10_000;

    private final GatewayTime time;
    private final Object lock = new Object();
    private final Map<Long, CompletableFuture<Void>> waiting = new HashMap<>(); // guarded by lock
    private long lastWaiter; // guarded by lock; numbers those who wait
    private boolean over; // guarded by lock; final once true

    FirstLoad(GatewayTime time) {
        this.time = time;
    }

    /** Completes when the first load is over or patience ends; fails only when too many wait. */
    CompletableFuture<Void> await(Duration patience) {
        CompletableFuture<Void> waiter = new CompletableFuture<>();
        long number;
        synchronized (lock) {
            if (over) {
                waiter.complete(null);
                return waiter;
            }
            if (waiting.size() >= MAX_WAITING) {
                waiter.completeExceptionally(new GalaxyException(
                        GalaxyErrorCode.LIMIT_REACHED,
                        "the maximum of " + MAX_WAITING
                                + " requests wait for the galaxy's first load; try again later"));
                return waiter;
            }
            number = ++lastWaiter;
            waiting.put(number, waiter);
        }
        GatewayTime.Timer timer = time.after(patience, () -> waiter.complete(null));
        waiter.whenComplete((done, failure) -> {
            timer.cancel();
            synchronized (lock) {
                waiting.remove(number);
            }
        });
        return waiter;
    }

    /** Nobody waits any more; idempotent. */
    void over() {
        List<CompletableFuture<Void>> released;
        synchronized (lock) {
            over = true;
            released = new ArrayList<>(waiting.values());
        }
        released.forEach(waiter -> waiter.complete(null));
    }

    /** How many wait. */
    int waiting() {
        synchronized (lock) {
            return waiting.size();
        }
    }
}
