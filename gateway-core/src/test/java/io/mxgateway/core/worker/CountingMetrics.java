package io.mxgateway.core.worker;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.GatewayMetrics;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Sums of everything counted, whatever the tags. Thread-safe. */
public final class CountingMetrics implements GatewayMetrics {
    private final Map<GatewayMetric, AtomicLong> sums = new EnumMap<>(GatewayMetric.class);

    public CountingMetrics() {
        for (GatewayMetric metric : GatewayMetric.values()) {
            sums.put(metric, new AtomicLong());
        }
    }

    /** The sum of a counter, the level of a gauge, the number of observations. */
    public long of(GatewayMetric metric) {
        return sums.get(metric).get();
    }

    @Override
    public void count(GatewayMetric metric, long delta, String... tagValues) {
        sums.get(metric).addAndGet(delta);
    }

    @Override
    public void move(GatewayMetric metric, long delta) {
        sums.get(metric).addAndGet(delta);
    }

    @Override
    public void set(GatewayMetric metric, long value) {
        sums.get(metric).set(value);
    }

    @Override
    public void observe(GatewayMetric metric, long nanos, String... tagValues) {
        sums.get(metric).incrementAndGet();
    }
}
