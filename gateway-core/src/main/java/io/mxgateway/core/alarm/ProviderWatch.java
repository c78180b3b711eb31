package io.mxgateway.core.alarm;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.mx.AlarmProviderMode;
import io.mxgateway.core.mx.MxActiveAlarm;
import io.mxgateway.core.mx.MxEventBody.AlarmProviderModeChanged;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What is known of the worker's alarm provider. While no worker tells of alarms there is none: mode unspecified, degraded.
 *
 * <p>Not thread-safe: guarded by the serial queue of the monitor.
 */
final class ProviderWatch {
    private final GatewayMetrics metrics;
    // What the worker of this session has said last, or shown; null while it has done neither.
    private AlarmProviderModeChanged known;
    // Since when there is no provider; null while there is one.
    private Instant absentSince;

    ProviderWatch(GatewayMetrics metrics) {
        this.metrics = metrics;
    }

    /** The session is over: what its worker has said counts no more. */
    void forget() {
        known = null;
    }

    /** Nobody tells of alarms; {@code now} counts when somebody did until now. */
    AlarmNews.ProviderStatus absent(String reason, Instant now) {
        if (absentSince == null) {
            absentSince = now;
        }
        metrics.set(GatewayMetric.ALARMS_PROVIDER_MODE, AlarmProviderMode.UNSPECIFIED.number());
        return new AlarmNews.ProviderStatus(
                new AlarmProviderModeChanged(AlarmProviderMode.UNSPECIFIED, true, reason, absentSince));
    }

    /** Whether the alarms come from a provider that knows only some of them. */
    boolean isDegraded() {
        return known != null && known.degraded();
    }

    /** The worker has said something. */
    AlarmNews.ProviderStatus changed(AlarmProviderModeChanged change) {
        AlarmProviderMode from = known == null ? AlarmProviderMode.UNSPECIFIED : known.mode();
        known = change;
        metrics.set(GatewayMetric.ALARMS_PROVIDER_MODE, change.mode().number());
        // A session's first word is where it begins; it is a switch only when it tells of a failure.
        if (from != change.mode() && (from != AlarmProviderMode.UNSPECIFIED || change.degraded())) {
            // The worker's own reason is a text, and no tag.
            String reason = change.degraded() ? "fail-over" : "fail-back";
            metrics.count(GatewayMetric.ALARMS_PROVIDER_SWITCHES, tag(from), tag(change.mode()), reason);
        }
        return new AlarmNews.ProviderStatus(change);
    }

    /** The worker tells of alarms: from where it has said, or else from where they look like. */
    AlarmNews.ProviderStatus present(List<MxActiveAlarm> alarms, Instant now) {
        absentSince = null;
        if (known == null) {
            boolean subtags = alarms.stream().anyMatch(MxActiveAlarm::degraded);
            known = subtags
                    ? new AlarmProviderModeChanged(AlarmProviderMode.SUBTAG, true, "the alarms come from subtags", now)
                    : new AlarmProviderModeChanged(AlarmProviderMode.ALARMMGR, false, "", now);
        }
        metrics.set(GatewayMetric.ALARMS_PROVIDER_MODE, known.mode().number());
        return new AlarmNews.ProviderStatus(known);
    }

    private static String tag(AlarmProviderMode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }
}
