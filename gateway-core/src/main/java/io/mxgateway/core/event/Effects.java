package io.mxgateway.core.event;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.GatewayMetrics;
import java.util.ArrayList;
import java.util.List;

/**
 * What one operation on a log decided under its lock and does after it: counts, wake-ups and whatever else calls out.
 *
 * <p>Belongs to one thread.
 */
final class Effects {
    /** How far the depth gauge moves. */
    long depth;

    /** Events that were handed to client streams. */
    long delivered;

    /** Gaps that were told to client streams or by the drain. */
    long gaps;

    /** Whether the owner has to be told something. */
    boolean owner;

    // Null until there is one.
    private List<LogCursor> woken;
    private List<Runnable> others;

    void wake(LogCursor cursor) {
        if (woken == null) {
            woken = new ArrayList<>(4);
        }
        woken.add(cursor);
    }

    /** Something that happens rarely. */
    void then(Runnable other) {
        if (others == null) {
            others = new ArrayList<>(4);
        }
        others.add(other);
    }

    /** Outside the lock: does it all. */
    void happen(GatewayMetrics metrics, OwnerCalls ownerCalls) {
        if (others != null) {
            others.forEach(Runnable::run);
        }
        if (depth != 0) {
            metrics.move(GatewayMetric.EVENTS_LOG_DEPTH, depth);
        }
        if (delivered != 0) {
            metrics.count(GatewayMetric.EVENTS_DELIVERED, delivered);
        }
        if (gaps != 0) {
            metrics.count(GatewayMetric.EVENTS_GAPS, gaps);
        }
        if (owner) {
            ownerCalls.tell();
        }
        if (woken != null) {
            woken.forEach(LogCursor::wakeUp);
        }
    }
}
