package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.AlarmFailoverConfig;
import io.mxgateway.core.mx.AlarmProviderMode;
import java.time.Duration;

/**
 * Where one session's alarm records come from: the alarm manager, or, after some failures in a row, the alarm attributes
 * themselves, until the alarm manager has answered some probes in a row. Guarded by the backend's queue; times are
 * nanoseconds after the galaxy's start.
 */
final class AlarmFailover {
    private static final int USUAL_THRESHOLD = 3;
    private static final int USUAL_INTERVAL_SECONDS = 30;
    private static final int USUAL_PROBES = 3;

    private final boolean forced;
    private final int threshold;
    private final long interval;
    private final int stableProbes;
    private AlarmProviderMode mode;
    // Since when it is in this mode.
    private long since;
    // Failures of the alarm manager in a row, while it is asked at each scan.
    private int failures;
    // Clean probes in a row, and when the next one is due, while it is not.
    private int clean;
    private long nextProbe;

    /** What a look at the alarm manager has changed. */
    enum Change {
        NONE,
        /** The alarm manager was given up. */
        AWAY,
        /** It is used again. */
        BACK
    }

    /**
     * As a subscription asks for it.
     *
     * @param wanted {@link AlarmProviderMode#UNSPECIFIED} to switch by itself
     * @param config nothing negative; 0 stands for the usual
     */
    AlarmFailover(AlarmProviderMode wanted, AlarmFailoverConfig config, long now) {
        this.forced = wanted != AlarmProviderMode.UNSPECIFIED;
        this.threshold = usual(config.consecutiveFailureThreshold(), USUAL_THRESHOLD);
        this.interval = Duration.ofSeconds(usual(config.failbackProbeIntervalSeconds(), USUAL_INTERVAL_SECONDS))
                .toNanos();
        this.stableProbes = usual(config.failbackStableProbes(), USUAL_PROBES);
        this.mode = forced ? wanted : AlarmProviderMode.ALARMMGR;
        this.since = now;
    }

    private static int usual(int configured, int usual) {
        return configured == 0 ? usual : configured;
    }

    AlarmProviderMode mode() {
        return mode;
    }

    long since() {
        return since;
    }

    /** Whether records come from the alarm attributes and so lack some of what the alarm manager tells. */
    boolean isDegraded() {
        return mode == AlarmProviderMode.SUBTAG;
    }

    /** Whether the alarm manager is in use and did not answer the last time. */
    boolean isFailing() {
        return failures > 0;
    }

    /** How often the alarm manager has not answered in a row before it was given up, or has answered before it is used. */
    int threshold(Change change) {
        return change == Change.AWAY ? threshold : stableProbes;
    }

    /** A scan: the alarm manager is asked, or probed when that is due. */
    Change look(boolean answers, long now) {
        if (mode == AlarmProviderMode.ALARMMGR) {
            failures = answers ? 0 : failures + 1;
            return !forced && failures >= threshold ? switchTo(AlarmProviderMode.SUBTAG, now) : Change.NONE;
        }
        if (forced || now < nextProbe) {
            return Change.NONE;
        }
        nextProbe += interval;
        clean = answers ? clean + 1 : 0;
        return clean >= stableProbes ? switchTo(AlarmProviderMode.ALARMMGR, now) : Change.NONE;
    }

    private Change switchTo(AlarmProviderMode other, long now) {
        mode = other;
        since = now;
        failures = 0;
        clean = 0;
        nextProbe = now + interval;
        return other == AlarmProviderMode.SUBTAG ? Change.AWAY : Change.BACK;
    }
}
