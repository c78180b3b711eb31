package io.mxgateway.core.metrics;

import java.util.List;
import java.util.Objects;

/**
 * All metrics at about one moment: each figure is exact, but they are read one after the other.
 *
 * @param series in the order of {@link GatewayMetric}, those without tags also when nothing was counted yet
 */
public record MetricsSnapshot(List<Series> series) {
    /**
     * One metric with one set of tag values.
     *
     * @param metric the metric
     * @param tagValues in the order of {@link GatewayMetric#tags()}
     * @param value the count or the gauge; for a histogram, how many durations there were
     * @param sumSeconds the sum of the durations in seconds; 0 unless a histogram
     * @param buckets how many durations were at most as long as each of {@link #BUCKET_SECONDS}, cumulated; empty unless a
     *     histogram
     */
    public record Series(
            GatewayMetric metric, List<String> tagValues, long value, double sumSeconds, List<Long> buckets) {
        public Series {
            Objects.requireNonNull(metric, "metric");
            tagValues = List.copyOf(tagValues);
            buckets = List.copyOf(buckets);
        }
    }

    /** The upper bounds of the buckets of every histogram, in seconds, ascending; one without bound follows. */
    public static final List<Double> BUCKET_SECONDS = List.of(
            0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0,
            60.0, 300.0);

    public MetricsSnapshot {
        series = List.copyOf(series);
    }

    /** The value of one series; 0 when nothing was counted under these tag values. */
    public long value(GatewayMetric metric, String... tagValues) {
        List<String> wanted = List.of(tagValues);
        return series.stream()
                .filter(one -> one.metric() == metric && one.tagValues().equals(wanted))
                .mapToLong(Series::value)
                .sum();
    }

    /** The sum over all tag values of one metric. */
    public long total(GatewayMetric metric) {
        return series.stream()
                .filter(one -> one.metric() == metric)
                .mapToLong(Series::value)
                .sum();
    }
}
