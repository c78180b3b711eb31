package io.mxgateway.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.time.GatewayTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakeTimeTest {
    private final FakeTime time = new FakeTime();
    private final List<String> ran = new ArrayList<>();

    @Test
    void timersRunInTheOrderOfTheirDueTimesAtTheirOwnMoment() {
        time.after(Duration.ofMillis(20), () -> ran.add("b at " + time.nanoTime()));
        time.after(Duration.ofMillis(10), () -> {
            ran.add("a at " + time.nanoTime());
            time.after(Duration.ofMillis(5), () -> ran.add("a2 at " + time.nanoTime()));
        });

        time.advance(Duration.ofMillis(30));

        assertThat(ran).containsExactly("a at 10000000", "a2 at 15000000", "b at 20000000");
        assertThat(time.pendingTimers()).isZero();
    }

    @Test
    void aCancelledTimerDoesNotRun() {
        GatewayTime.Timer timer = time.after(Duration.ofMillis(1), () -> ran.add("never"));
        timer.cancel();

        time.advance(Duration.ofSeconds(1));

        assertThat(ran).isEmpty();
    }

    @Test
    void steppingTheWallClockMovesNeitherTimersNorTheMonotonicClock() {
        time.after(Duration.ofMinutes(1), () -> ran.add("too early"));
        time.stepWallClock(Duration.ofHours(1));
        time.runDue();

        assertThat(ran).isEmpty();
        assertThat(time.nanoTime()).isZero();
        assertThat(time.now()).isEqualTo(FakeTime.START.plus(Duration.ofHours(1)));
    }
}
