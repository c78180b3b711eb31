package io.mxgateway.launcher.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.MetricsSnapshot;
import io.mxgateway.core.metrics.MetricsSnapshot.Series;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The metrics as Prometheus reads them: dots become underscores, counters end in {@code _total} and durations in
 * {@code _seconds}. Stateless.
 */
final class PrometheusExport {
    /** The type of what {@link #text} makes. */
    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private PrometheusExport() {}

    static String text(MetricsSnapshot metrics) {
        List<MetricSnapshot> all = new ArrayList<>();
        for (GatewayMetric metric : GatewayMetric.values()) {
            List<Series> series = metrics.series().stream()
                    .filter(one -> one.metric() == metric)
                    .toList();
            // One that was never counted under any tag has nothing to show yet.
            if (!series.isEmpty()) {
                all.add(
                        switch (metric.kind()) {
                            case COUNTER -> counter(metric, series);
                            case GAUGE -> gauge(metric, series);
                            case HISTOGRAM -> histogram(metric, series);
                        });
            }
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(text, new MetricSnapshots(all));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return text.toString(UTF_8);
    }

    private static MetricSnapshot counter(GatewayMetric metric, List<Series> series) {
        return new CounterSnapshot(
                new MetricMetadata(name(metric), metric.meaning()),
                series.stream()
                        .map(one -> new CounterDataPointSnapshot(one.value(), labels(one), null, 0L))
                        .toList());
    }

    private static MetricSnapshot gauge(GatewayMetric metric, List<Series> series) {
        return new GaugeSnapshot(
                new MetricMetadata(name(metric), metric.meaning()),
                series.stream()
                        .map(one -> new GaugeDataPointSnapshot(one.value(), labels(one), null))
                        .toList());
    }

    private static MetricSnapshot histogram(GatewayMetric metric, List<Series> series) {
        return new HistogramSnapshot(
                new MetricMetadata(name(metric) + "_seconds", metric.meaning(), Unit.SECONDS),
                series.stream()
                        .map(one ->
                                new HistogramDataPointSnapshot(buckets(one), one.sumSeconds(), labels(one), null, 0L))
                        .toList());
    }

    /** Ours are cumulated, theirs are not; the last, without a bound, holds the rest. */
    private static ClassicHistogramBuckets buckets(Series series) {
        List<Double> bounds = new ArrayList<>(MetricsSnapshot.BUCKET_SECONDS);
        bounds.add(Double.POSITIVE_INFINITY);
        List<Long> counts = new ArrayList<>();
        long before = 0;
        for (long upTo : series.buckets()) {
            counts.add(upTo - before);
            before = upTo;
        }
        counts.add(series.value() - before);
        return ClassicHistogramBuckets.of(bounds, counts);
    }

    private static Labels labels(Series series) {
        return Labels.of(series.metric().tags(), series.tagValues());
    }

    private static String name(GatewayMetric metric) {
        return metric.metricName().replace('.', '_');
    }
}
