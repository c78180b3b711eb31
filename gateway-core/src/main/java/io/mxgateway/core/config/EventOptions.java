package io.mxgateway.core.config;

import java.time.Duration;

/**
 * The event log of a session.
 *
 * @param logSize how many events are kept
 * @param retention how long they are kept; 0 for no limit by age
 * @param maxStreams how many client streams a session may have
 * @param allowMultipleSubscribers whether it may have more than one
 * @param overflowPolicy what happens to a stream that would be lapped
 * @param fullWait how long the worker is held up when every stream is full
 */
public record EventOptions(
        int logSize,
        Duration retention,
        int maxStreams,
        boolean allowMultipleSubscribers,
        OverflowPolicy overflowPolicy,
        Duration fullWait) {
    /** The defaults. */
    public static final EventOptions DEFAULT = new EventOptions(
            10_000, Duration.ofSeconds(300), 8, true, OverflowPolicy.DISCONNECT_SUBSCRIBER, Duration.ofSeconds(2));

    void check(Rules rules) {
        rules.range("events.log-size", logSize, 1, 10_000_000);
        rules.notNegative("events.retention", retention, Duration.ofDays(1));
        rules.range("events.max-streams", maxStreams, 1, 1000);
        rules.require(overflowPolicy != null, "events.overflow-policy", overflowPolicy, "must be a policy");
        rules.notNegative("events.full-wait", fullWait, Duration.ofMinutes(1));
    }
}
