package io.mxgateway.core.event;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxEventFamily;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts the events that arrive, a batch at a time. Used by one thread at a time, the writer of a log. */
final class FamilyCounts {
    private static final class Count {
        final String[] tag;
        // Those of the batch at hand; 0 between batches.
        int events;

        Count(MxEventFamily family) {
            this.tag = new String[] {Tags.of(family)};
        }
    }

    private final GatewayMetrics metrics;
    // Grows by the families that occur.
    private final Map<MxEventFamily, Count> counts = new EnumMap<>(MxEventFamily.class);

    FamilyCounts(GatewayMetrics metrics) {
        this.metrics = metrics;
    }

    void received(List<MxEvent> events) {
        for (int i = 0; i < events.size(); i++) {
            counts.computeIfAbsent(events.get(i).family(), Count::new).events++;
        }
        for (Count count : counts.values()) {
            if (count.events != 0) {
                metrics.count(GatewayMetric.EVENTS_RECEIVED, count.events, count.tag);
                count.events = 0;
            }
        }
    }
}
