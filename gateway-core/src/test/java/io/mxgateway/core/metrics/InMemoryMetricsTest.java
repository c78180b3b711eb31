package io.mxgateway.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.NothingLeftBehind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class InMemoryMetricsTest {
    private final InMemoryMetrics metrics = new InMemoryMetrics();

    @Test
    void countersAreKeptApartByTheirTagValues() {
        metrics.count(GatewayMetric.SESSIONS_CLOSED, "unused");
        metrics.count(GatewayMetric.SESSIONS_CLOSED, "unused");
        metrics.count(GatewayMetric.SESSIONS_CLOSED, 5, "admin-kill");
        assertThat(metrics.counter(GatewayMetric.SESSIONS_CLOSED, "unused")).isEqualTo(2);
        assertThat(metrics.counter(GatewayMetric.SESSIONS_CLOSED, "admin-kill")).isEqualTo(5);
        assertThat(metrics.counter(GatewayMetric.SESSIONS_CLOSED, "client-close"))
                .isZero();
        assertThat(metrics.snapshot().total(GatewayMetric.SESSIONS_CLOSED)).isEqualTo(7);
    }

    @Test
    void gaugesMoveBothWaysAndCanBeSet() {
        metrics.move(GatewayMetric.SESSIONS_OPEN, 3);
        metrics.move(GatewayMetric.SESSIONS_OPEN, -1);
        metrics.set(GatewayMetric.ALARMS_ACTIVE, 9);
        assertThat(metrics.gauge(GatewayMetric.SESSIONS_OPEN)).isEqualTo(2);
        assertThat(metrics.gauge(GatewayMetric.ALARMS_ACTIVE)).isEqualTo(9);
        assertThat(metrics.snapshot().value(GatewayMetric.ALARMS_ACTIVE)).isEqualTo(9);
    }

    @Test
    void durationsGoIntoCumulatedBucketsInSeconds() {
        metrics.observe(GatewayMetric.COMMANDS_DURATION, 1_000_000, "Ping");
        metrics.observe(GatewayMetric.COMMANDS_DURATION, 1_000_001, "Ping");
        metrics.observe(GatewayMetric.COMMANDS_DURATION, 400_000_000_000L, "Ping");
        MetricsSnapshot.Series series = metrics.snapshot().series().stream()
                .filter(one -> one.metric() == GatewayMetric.COMMANDS_DURATION)
                .findFirst()
                .orElseThrow();
        int oneMillisecond = MetricsSnapshot.BUCKET_SECONDS.indexOf(0.001);
        assertThat(series.value()).isEqualTo(3);
        assertThat(series.sumSeconds()).isEqualTo(400.002000001);
        assertThat(series.buckets()).hasSameSizeAs(MetricsSnapshot.BUCKET_SECONDS);
        assertThat(series.buckets().get(oneMillisecond - 1)).isZero();
        assertThat(series.buckets().get(oneMillisecond)).isEqualTo(1);
        assertThat(series.buckets().get(oneMillisecond + 1)).isEqualTo(2);
        assertThat(series.buckets().get(series.buckets().size() - 1)).isEqualTo(2);
    }

    @Test
    void aMetricKeepsABoundedNumberOfSeriesAndCountsTheRestTogether() {
        int tooMany = InMemoryMetrics.MAX_SERIES + 100;
        for (int i = 0; i < tooMany; i++) {
            metrics.count(GatewayMetric.FAULTS, "category-" + i);
        }
        MetricsSnapshot snapshot = metrics.snapshot();
        assertThat(snapshot.series().stream().filter(one -> one.metric() == GatewayMetric.FAULTS))
                .hasSize(InMemoryMetrics.MAX_SERIES + 1);
        assertThat(snapshot.value(GatewayMetric.FAULTS, InMemoryMetrics.OTHER)).isEqualTo(100);
        assertThat(snapshot.total(GatewayMetric.FAULTS)).isEqualTo(tooMany);
    }

    @Test
    void nonsenseIsCountedSomewhereOrNowhereButNeverThrown() {
        metrics.count(GatewayMetric.FAULTS);
        metrics.count(GatewayMetric.FAULTS, 1, (String) null);
        metrics.count(GatewayMetric.SESSIONS_OPEN);
        metrics.move(GatewayMetric.FAULTS, 1);
        metrics.observe(GatewayMetric.FAULTS, 1);
        assertThat(metrics.counter(GatewayMetric.FAULTS, "")).isEqualTo(2);
        assertThat(metrics.gauge(GatewayMetric.SESSIONS_OPEN)).isZero();
    }

    @Test
    void manyThreadsCountExactly() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            Thread thread = new Thread(
                    () -> {
                        for (int i = 0; i < 10_000; i++) {
                            metrics.count(GatewayMetric.EVENTS_RECEIVED, "family-" + i % 3);
                            metrics.move(GatewayMetric.STREAMS_OPEN, i % 2 == 0 ? 1 : -1);
                            metrics.observe(GatewayMetric.COMMANDS_DURATION, i, "Ping");
                        }
                    },
                    "mxgateway-test-counter");
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(metrics.snapshot().total(GatewayMetric.EVENTS_RECEIVED)).isEqualTo(40_000);
        assertThat(metrics.snapshot().total(GatewayMetric.COMMANDS_DURATION)).isEqualTo(40_000);
        assertThat(metrics.gauge(GatewayMetric.STREAMS_OPEN)).isZero();
    }
}
