package io.mxgateway.core.security;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts failed attempts by the address that they came from, over the last minute. Thread-safe. Bounded: of more addresses
 * than it can hold, those that failed longest ago are forgotten.
 */
final class FailureLimit {
    /** How many failures a minute an address may have; with these it has used up its attempts. */
    static final int MOST_FAILURES = 10;

    /** How many addresses are remembered. */
    static final int MOST_PEERS = 10_000;

    private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();

    // The address that failed last is the last one.
    private final LinkedHashMap<String, Failures> peers = new LinkedHashMap<>(); // guarded by this

    /** What an attempt is told. */
    enum Verdict {
        /** It may be looked at. */
        ALLOWED,
        /** It may not, and is the first of its address that may not. */
        FIRST_REFUSED,
        /** It may not. */
        REFUSED
    }

    /** The last failures of one address. Guarded by the limit. */
    private static final class Failures {
        private final long[] at = new long[MOST_FAILURES];
        private int count;
        private boolean toldRefused;

        private long newest() {
            return at[(count - 1) % MOST_FAILURES];
        }

        private boolean isFull(long now) {
            return count >= MOST_FAILURES && now - at[count % MOST_FAILURES] < WINDOW_NANOS;
        }

        private void add(long now) {
            at[count % MOST_FAILURES] = now;
            // Stays where both the fullness and the place of the oldest can be told from it.
            count = count + 1 == 2 * MOST_FAILURES ? MOST_FAILURES : count + 1;
            toldRefused = false;
        }
    }

    /** Whether an attempt from an address may be looked at. */
    synchronized Verdict verdict(String peer, long now) {
        Failures failures = peers.get(peer);
        if (failures == null || !failures.isFull(now)) {
            return Verdict.ALLOWED;
        }
        if (failures.toldRefused) {
            return Verdict.REFUSED;
        }
        failures.toldRefused = true;
        return Verdict.FIRST_REFUSED;
    }

    /** An attempt from an address has failed. */
    synchronized void failed(String peer, long now) {
        Failures failures = peers.remove(peer);
        forget(now);
        if (failures == null) {
            failures = new Failures();
        }
        failures.add(now);
        peers.put(peer, failures);
    }

    private void forget(long now) {
        Iterator<Map.Entry<String, Failures>> oldest = peers.entrySet().iterator();
        while (oldest.hasNext()) {
            boolean over = now - oldest.next().getValue().newest() >= WINDOW_NANOS;
            if (!over && peers.size() < MOST_PEERS) {
                return;
            }
            oldest.remove();
        }
    }

    synchronized int size() {
        return peers.size();
    }
}
