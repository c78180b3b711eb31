package io.mxgateway.grpc.worker;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.GatewayMetrics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Adds up counters and gauges, by name and tags. */
final class RecordingMetrics implements GatewayMetrics {
    private final Map<List<Object>, Long> values = new ConcurrentHashMap<>();

    @Override
    public void count(GatewayMetric metric, long delta, String... tagValues) {
        values.merge(key(metric, tagValues), delta, Long::sum);
    }

    @Override
    public void move(GatewayMetric metric, long delta) {
        values.merge(key(metric), delta, Long::sum);
    }

    @Override
    public void set(GatewayMetric metric, long value) {
        values.put(key(metric), value);
    }

    @Override
    public void observe(GatewayMetric metric, long nanos, String... tagValues) {
        values.merge(key(metric, tagValues), 1L, Long::sum);
    }

    long value(GatewayMetric metric, String... tagValues) {
        return values.getOrDefault(key(metric, tagValues), 0L);
    }

    private static List<Object> key(GatewayMetric metric, String... tagValues) {
        return List.of(metric, List.of(tagValues));
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
