package io.mxgateway.core.session;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The places for sessions: so many in all, and so many for each key. Thread-safe; nothing waits for a place.
 */
final class Slots {
    private final int limit;
    private final int limitPerKey;
    private final Object lock = new Object();
    // Guarded by lock. Keys without a place are not in the map.
    private final Map<String, Integer> takenByKey = new HashMap<>();
    // Guarded by lock.
    private int taken;

    /** @param limitPerKey 0 for none */
    Slots(int limit, int limitPerKey) {
        this.limit = limit;
        this.limitPerKey = limitPerKey;
    }

    /**
     * Takes a place.
     *
     * @throws SessionException when there is none left, or none for this key
     */
    Slot take(ClientIdentity identity) {
        String key = limitPerKey > 0 && identity.keyed() ? identity.owner() : null;
        int inAll;
        int ofKey;
        synchronized (lock) {
            inAll = taken;
            ofKey = key == null ? 0 : takenByKey.getOrDefault(key, 0);
            if (inAll < limit && (key == null || ofKey < limitPerKey)) {
                taken++;
                if (key != null) {
                    takenByKey.put(key, ofKey + 1);
                }
                return new Slot(key);
            }
        }
        if (inAll >= limit) {
            throw Failures.limit(
                    SessionErrorCode.SESSION_LIMIT_EXCEEDED,
                    "no session is free: open=" + inAll + " sessions.max-sessions=" + limit
                            + "; close one, or raise the limit",
                    limit);
        }
        throw Failures.limit(
                SessionErrorCode.KEY_SESSION_LIMIT,
                "this key has no session left: open=" + ofKey + " security.max-sessions-per-key=" + limitPerKey
                        + "; close one, or raise the limit",
                limitPerKey);
    }

    /** A place beside the limits, which is counted nowhere. */
    Slot outside() {
        Slot free = new Slot(null);
        free.released.set(true);
        return free;
    }

    /** How many places are taken. */
    int taken() {
        synchronized (lock) {
            return taken;
        }
    }

    /** How many keys have a place. */
    int keys() {
        synchronized (lock) {
            return takenByKey.size();
        }
    }

    private void giveBack(String key) {
        synchronized (lock) {
            taken--;
            if (key != null) {
                takenByKey.computeIfPresent(key, (k, n) -> n == 1 ? null : n - 1);
            }
        }
    }

    /** One place. Given back once, however often that is asked for. */
    final class Slot {
        private final String key;
        private final AtomicBoolean released = new AtomicBoolean();

        private Slot(String key) {
            this.key = key;
        }

        void release() {
            if (released.compareAndSet(false, true)) {
                giveBack(key);
            }
        }
    }
}
