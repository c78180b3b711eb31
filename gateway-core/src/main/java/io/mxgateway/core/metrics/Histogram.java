package io.mxgateway.core.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Counts durations into fixed buckets. Thread-safe. */
final class Histogram {
    private static final long[] BOUNDS = MetricsSnapshot.BUCKET_SECONDS.stream()
            .mapToLong(seconds -> Math.round(seconds * 1e9))
            .toArray();

    private final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
    private final LongAdder sum = new LongAdder();

    Histogram() {
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = new LongAdder();
        }
    }

    void observe(long nanos) {
        int bucket = 0;
        while (bucket < BOUNDS.length && nanos > BOUNDS[bucket]) {
            bucket++;
        }
        buckets[bucket].increment();
        sum.add(nanos);
    }

    MetricsSnapshot.Series series(GatewayMetric metric, List<String> tagValues) {
        List<Long> cumulated = new ArrayList<>();
        long count = 0;
        for (int i = 0; i < BOUNDS.length; i++) {
            count += buckets[i].sum();
            cumulated.add(count);
        }
        count += buckets[BOUNDS.length].sum();
        return new MetricsSnapshot.Series(metric, tagValues, count, sum.sum() / 1e9, cumulated);
    }
}
