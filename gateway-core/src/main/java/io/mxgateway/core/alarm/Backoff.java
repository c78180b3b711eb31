package io.mxgateway.core.alarm;

import java.time.Duration;

/** Delays that double from attempt to attempt, up to a longest one. Not thread-safe. */
final class Backoff {
    private final Duration first;
    private final Duration longest;
    // The next delay.
    private Duration next;

    Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    Duration next() {
        Duration delay = next;
        Duration doubled = delay.multipliedBy(2);
        next = doubled.compareTo(longest) < 0 ? doubled : longest;
        return delay;
    }

    void reset() {
        next = first;
    }
}
