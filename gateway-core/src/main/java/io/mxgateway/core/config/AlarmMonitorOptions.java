package io.mxgateway.core.config;

import java.time.Duration;
import java.util.Objects;

/**
 * The central alarm monitor.
 *
 * @param reconcileInterval how often its active alarms are compared with the worker's
 * @param feedSize how many messages a client may fall behind before it is ended
 * @param maxStreams how many clients may stream alarms at once
 */
public record AlarmMonitorOptions(Duration reconcileInterval, int feedSize, int maxStreams) {
    /** The defaults. */
    public static final AlarmMonitorOptions DEFAULT = new AlarmMonitorOptions(Duration.ofSeconds(30), 10_000, 256);

    public AlarmMonitorOptions {
        Objects.requireNonNull(reconcileInterval, "reconcileInterval");
    }

    void check(Rules rules) {
        rules.positive("alarms.reconcile-interval", reconcileInterval, Duration.ofHours(1));
        rules.range("alarms.feed-size", feedSize, 16, 1_000_000);
        rules.range("alarms.max-streams", maxStreams, 1, 100_000);
    }
}
