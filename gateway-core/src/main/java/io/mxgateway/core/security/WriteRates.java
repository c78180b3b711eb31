package io.mxgateway.core.security;

import io.mxgateway.core.time.GatewayTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the writes of keys that may write only so often: as many as in a second at once, after that at their rate.
 * Thread-safe; remembers keys only as long as it matters, which is a second.
 */
final class WriteRates {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int ENOUGH_TO_LOOK = 256;

    private final GatewayTime time;
    private final Object lock = new Object();
    // When each key will have made up for what it wrote, on the monotonic clock. Guarded by lock.
    private final Map<String, Long> paidAt = new HashMap<>();
    // At how many keys those that have made up are looked for. Guarded by lock.
    private int lookAt = ENOUGH_TO_LOOK;

    WriteRates(GatewayTime time) {
        this.time = time;
    }

    /**
     * Takes so many writes, all or none.
     *
     * @param perSecond the rate; more than that at once never pass
     * @return 0 when they may be written, else how long to wait before they might, in nanoseconds
     */
    long take(String keyId, int perSecond, int writes) {
        long cost = writes * (SECOND / perSecond);
        synchronized (lock) {
            long now = time.nanoTime();
            Long paid = paidAt.get(keyId);
            long from = paid == null || paid - now < 0 ? now : paid;
            long wait = from - now + cost - SECOND;
            if (wait > 0) {
                return wait;
            }
            if (paid == null && paidAt.size() >= lookAt) {
                paidAt.values().removeIf(at -> at - now <= 0);
                lookAt = Math.max(ENOUGH_TO_LOOK, 2 * paidAt.size());
            }
            paidAt.put(keyId, from + cost);
            return 0;
        }
    }

    /** How many keys are remembered. */
    int keys() {
        synchronized (lock) {
            return paidAt.size();
        }
    }
}
