package io.mxgateway.launcher.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.testing.FakeTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MinuteHistoryTest {
    private final FakeTime time = new FakeTime();
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final MinuteHistory history = new MinuteHistory(time, metrics::snapshot);

    @Test
    void eachSampleTellsTheRateSinceTheOneBefore() {
        metrics.count(GatewayMetric.EVENTS_RECEIVED, 1000, "ON_DATA_CHANGE");
        history.start();
        metrics.count(GatewayMetric.EVENTS_RECEIVED, 500, "ON_DATA_CHANGE");
        metrics.count(GatewayMetric.COMMANDS_STARTED, 10, "Ping");
        metrics.set(GatewayMetric.SESSIONS_OPEN, 3);
        time.advance(MinuteHistory.STEP);
        metrics.count(GatewayMetric.FAULTS, "WORKER_LOST");
        time.advance(MinuteHistory.STEP);
        history.close();
        assertThat(history.samples())
                .containsExactly(new MinuteHistory.Sample(3, 0, 100, 2, 0), new MinuteHistory.Sample(3, 0, 0, 0, 1));
        assertThat(time.pendingTimers()).isZero();
    }

    @Test
    void itKeepsFifteenMinutesAndNoMore() {
        history.start();
        for (int i = 0; i < 400; i++) {
            time.advance(MinuteHistory.STEP);
        }
        assertThat(history.samples()).hasSize((int) Duration.ofMinutes(15).dividedBy(MinuteHistory.STEP));
        history.close();
        time.advance(MinuteHistory.STEP);
        assertThat(history.samples()).hasSize(180);
    }
}
