package io.mxgateway.core.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Keeps the counts in memory, for tests, dashboards and exports.
 *
 * <p>Thread-safe, does not block, throws nothing. Bounded: after {@value #MAX_SERIES} different sets of tag values of one
 * metric, further ones are counted together under {@value #OTHER}; a tag value that is missing is counted as empty.
 */
public final class InMemoryMetrics implements GatewayMetrics {
    /** The most sets of tag values that one metric keeps apart. */
    public static final int MAX_SERIES = 200;

    /** The tag value that stands for all there was no room for. */
    public static final String OTHER = "other";

    private final Map<GatewayMetric, AtomicLong> gauges = new EnumMap<>(GatewayMetric.class);
    private final Map<GatewayMetric, ConcurrentMap<Labels, LongAdder>> counters = new EnumMap<>(GatewayMetric.class);
    private final Map<GatewayMetric, ConcurrentMap<Labels, Histogram>> histograms = new EnumMap<>(GatewayMetric.class);

    /** Nothing counted yet. */
    public InMemoryMetrics() {
        for (GatewayMetric metric : GatewayMetric.values()) {
            switch (metric.kind()) {
                case GAUGE -> gauges.put(metric, new AtomicLong());
                case COUNTER -> counters.put(metric, new ConcurrentHashMap<>());
                case HISTOGRAM -> histograms.put(metric, new ConcurrentHashMap<>());
            }
        }
    }

    @Override
    public void count(GatewayMetric metric, long delta, String... tagValues) {
        ConcurrentMap<Labels, LongAdder> series = counters.get(metric);
        if (series != null) {
            series.computeIfAbsent(key(metric, series, tagValues), labels -> new LongAdder())
                    .add(delta);
        }
    }

    @Override
    public void move(GatewayMetric metric, long delta) {
        AtomicLong gauge = gauges.get(metric);
        if (gauge != null) {
            gauge.addAndGet(delta);
        }
    }

    @Override
    public void set(GatewayMetric metric, long value) {
        AtomicLong gauge = gauges.get(metric);
        if (gauge != null) {
            gauge.set(value);
        }
    }

    @Override
    public void observe(GatewayMetric metric, long nanos, String... tagValues) {
        ConcurrentMap<Labels, Histogram> series = histograms.get(metric);
        if (series != null) {
            series.computeIfAbsent(key(metric, series, tagValues), labels -> new Histogram())
                    .observe(nanos);
        }
    }

    private static Labels key(GatewayMetric metric, ConcurrentMap<Labels, ?> series, String... tagValues) {
        Labels labels = labels(metric, tagValues);
        // Looked at before it is added, so that many threads at once may exceed the bound by a few.
        if (series.containsKey(labels) || series.size() < MAX_SERIES) {
            return labels;
        }
        return new Labels(Collections.nCopies(metric.tags().size(), OTHER));
    }

    private static Labels labels(GatewayMetric metric, String... tagValues) {
        int wanted = metric.tags().size();
        boolean complete = tagValues.length == wanted;
        for (int i = 0; complete && i < wanted; i++) {
            complete = tagValues[i] != null;
        }
        if (complete) {
            return Labels.of(tagValues);
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i < wanted; i++) {
            values.add(i < tagValues.length && tagValues[i] != null ? tagValues[i] : "");
        }
        return new Labels(List.copyOf(values));
    }

    /** A gauge at this moment; 0 for what is no gauge. */
    public long gauge(GatewayMetric metric) {
        AtomicLong gauge = gauges.get(metric);
        return gauge == null ? 0 : gauge.get();
    }

    /** A counter under these tag values at this moment; 0 for what is no counter. */
    public long counter(GatewayMetric metric, String... tagValues) {
        ConcurrentMap<Labels, LongAdder> series = counters.get(metric);
        LongAdder counter = series == null ? null : series.get(labels(metric, tagValues));
        return counter == null ? 0 : counter.sum();
    }

    /** Everything. */
    public MetricsSnapshot snapshot() {
        List<MetricsSnapshot.Series> all = new ArrayList<>();
        for (GatewayMetric metric : GatewayMetric.values()) {
            switch (metric.kind()) {
                case GAUGE ->
                    all.add(plain(metric, List.of(), gauges.get(metric).get()));
                case COUNTER -> addCounters(all, metric);
                case HISTOGRAM ->
                    histograms.get(metric).forEach((labels, one) -> all.add(one.series(metric, labels.values())));
            }
        }
        return new MetricsSnapshot(all);
    }

    private void addCounters(List<MetricsSnapshot.Series> all, GatewayMetric metric) {
        ConcurrentMap<Labels, LongAdder> series = counters.get(metric);
        if (metric.tags().isEmpty() && series.isEmpty()) {
            all.add(plain(metric, List.of(), 0));
        }
        series.forEach((labels, count) -> all.add(plain(metric, labels.values(), count.sum())));
    }

    private static MetricsSnapshot.Series plain(GatewayMetric metric, List<String> tagValues, long value) {
        return new MetricsSnapshot.Series(metric, tagValues, value, 0, List.of());
    }
}
