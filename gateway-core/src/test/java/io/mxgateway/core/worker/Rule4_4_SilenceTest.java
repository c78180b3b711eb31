package io.mxgateway.core.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.testing.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class Rule4_4_SilenceTest {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final Duration CEILING = Duration.ofSeconds(75);

    private final FakeTime time = new FakeTime();
    private final CountingMetrics metrics = new CountingMetrics();
    private final List<String> verdicts = new ArrayList<>();
    private int inFlight;
    private final SilenceClock clock =
            new SilenceClock(time, metrics, INTERVAL, GRACE, CEILING, () -> inFlight, verdicts::add);

    @Test
    void aWorkerThatIsHeardIsNeverSilent() {
        clock.start();

        for (int i = 0; i < 100; i++) {
            time.advance(INTERVAL);
            clock.heard();
        }

        assertThat(verdicts).isEmpty();
        assertThat(metrics.of(GatewayMetric.HEARTBEATS_MISSED)).isZero();
        clock.stop();
        assertThat(time.pendingTimers()).isZero();
    }

    @Test
    void silenceIsNoticedAfterTheGraceAndBeforeOneMoreInterval() {
        clock.start();

        time.advance(GRACE);
        assertThat(verdicts).isEmpty();
        time.advance(INTERVAL);

        assertThat(verdicts).singleElement().asString().contains("silentMs=", "allowedMs=15000", "inFlight=0");
        assertThat(time.pendingTimers()).isZero();
    }

    @Test
    void aCommandInFlightExcusesSilenceUpToTheCeiling() {
        clock.start();
        inFlight = 1;

        time.advance(CEILING);
        assertThat(verdicts).isEmpty();
        time.advance(INTERVAL);

        assertThat(verdicts).singleElement().asString().contains("allowedMs=75000", "inFlight=1");
    }

    @Test
    void nobodyIsDeclaredSilentAtFirstSight() {
        clock.start();
        time.advance(GRACE.plus(INTERVAL.dividedBy(4)));
        assertThat(verdicts).isEmpty();

        clock.heard();
        time.advance(GRACE);

        assertThat(verdicts).isEmpty();
    }

    @Test
    void backPressureStopsTheClockAndTheSilenceBeginsAnewAfterIt() {
        clock.start();
        time.advance(Duration.ofSeconds(14));
        clock.pause();
        time.advance(Duration.ofMinutes(10));
        assertThat(verdicts).isEmpty();

        clock.resume();
        time.advance(GRACE);
        assertThat(verdicts).isEmpty();
        time.advance(INTERVAL);

        assertThat(verdicts).hasSize(1);
    }

    @Test
    void afterAPauseOfTheGatewayItselfFreshEvidenceIsAwaited() {
        clock.start();
        time.advance(Duration.ofSeconds(14));

        time.freezeFor(Duration.ofMinutes(5));
        time.runDue();
        assertThat(verdicts).isEmpty();
        time.advance(GRACE);
        assertThat(verdicts).as("a full grace after waking up").isEmpty();
        time.advance(INTERVAL);

        assertThat(verdicts).as("a worker that stays silent is still noticed").hasSize(1);
    }

    @Test
    void aPauseThatBeginsDuringASuspicionIsNoticedToo() {
        clock.start();
        time.advance(GRACE.plus(INTERVAL.dividedBy(4)));

        time.freezeFor(Duration.ofSeconds(30));
        time.runDue();

        assertThat(verdicts).isEmpty();
    }

    @Test
    void theWallClockHasNoSay() {
        clock.start();

        time.stepWallClock(Duration.ofHours(1));
        time.advance(GRACE);

        assertThat(verdicts).isEmpty();
    }

    @Test
    void heartbeatsThatDoNotComeAreCountedOnce() {
        clock.start();

        time.advance(Duration.ofSeconds(13));

        assertThat(metrics.of(GatewayMetric.HEARTBEATS_MISSED)).isEqualTo(2);
        clock.heard();
        time.advance(Duration.ofSeconds(9));
        assertThat(metrics.of(GatewayMetric.HEARTBEATS_MISSED)).isEqualTo(3);
    }

    @Test
    void aStoppedClockDeclaresNothing() {
        clock.start();
        clock.stop();

        time.advance(Duration.ofHours(1));

        assertThat(verdicts).isEmpty();
        assertThat(time.pendingTimers()).isZero();
    }
}
