package io.mxgateway.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.metrics.GatewayMetric;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Rule3_2_SizeAndAgeTest {
    private static final Duration RETENTION = Duration.ofMinutes(5);

    private final LogHouse house = new LogHouse(LogHouse.with(LogHouse.size(10), RETENTION, Duration.ofSeconds(2)));

    @AfterEach
    void nothingIsLeft() {
        assertThat(house.leftovers()).isEmpty();
    }

    @Test
    void withoutReadersTheOldestGoAndNobodyIsHeldUp() {
        for (int i = 0; i < 1_000; i++) {
            house.append(7);
        }
        assertThat(house.log.depth()).isEqualTo(10);
        assertThat(house.log.oldestSequence()).isEqualTo(6_991);
        assertThat(house.log.newestSequence()).isEqualTo(7_000);
        assertThat(house.owner.told).isEmpty();
        assertThat(house.counts.of(GatewayMetric.EVENTS_LOG_DEPTH)).isEqualTo(10);
    }

    @Test
    void anUnusedLogSetsNoTimer() {
        assertThat(house.time.pendingTimers()).isZero();
    }

    @Test
    void anEventGoesWhenItsTimeIsUpThoughNobodyComes() {
        house.append(1);
        house.time.advance(RETENTION.minusNanos(1));
        assertThat(house.log.depth()).isEqualTo(1);
        house.time.advance(Duration.ofNanos(1));
        assertThat(house.log.depth()).isZero();
        assertThat(house.counts.of(GatewayMetric.EVENTS_LOG_DEPTH)).isZero();
        assertThat(house.time.pendingTimers()).isZero();
    }

    @Test
    void oneTimerServesAllEventsAndIsNeverMoreThanASixteenthLate() {
        for (int second = 0; second < 10; second++) {
            house.append(1);
            assertThat(house.time.pendingTimers()).isEqualTo(1);
            house.time.advance(Duration.ofSeconds(1));
        }
        house.time.advance(RETENTION.plus(RETENTION.dividedBy(16)));
        assertThat(house.log.depth()).isZero();
        assertThat(house.time.pendingTimers()).isZero();
    }

    @Test
    void aReaderThatComesNeverSeesWhatIsTooOld() {
        house.append(2);
        house.time.freezeFor(RETENTION.minusSeconds(1));
        house.append(2);
        house.time.freezeFor(Duration.ofSeconds(1));
        assertThat(house.attach(StreamStart.OLDEST).all()).containsExactly("gap(0,3)", "3", "4");
        assertThat(LogHouse.texts(house.log.drain(0, Long.MAX_VALUE))).containsExactly("gap(0,3)", "3", "4");
    }

    @Test
    void aGapWithNothingKeptBehindItNamesTheEventThatWillComeNext() {
        house.append(5);
        house.time.advance(RETENTION);
        LogHouse.Reader reader = house.attach(StreamStart.after(2));
        assertThat(reader.all()).containsExactly("gap(2,6)");
        house.append(1);
        assertThat(reader.all()).containsExactly("6");
    }

    @Test
    void aStreamThatLeavesEventsUnreadUntilTheyAreTooOldIsToldAndGoesOn() {
        LogHouse.Reader slow = house.attach(StreamStart.LIVE);
        house.append(5);
        assertThat(slow.next()).isEqualTo("1");
        house.time.advance(RETENTION);
        house.append(2);
        assertThat(slow.all()).containsExactly("gap(1,6)", "6", "7");
        assertThat(slow.cursor.end()).isNull();
        assertThat(house.counts.of(GatewayMetric.EVENTS_GAPS)).isEqualTo(1);
        assertThat(house.counts.of(GatewayMetric.EVENTS_OVERFLOWS, "disconnect-subscriber"))
                .isZero();
    }

    @Test
    void ageMakesRoomForAStreamThatHoldsTheSourceUp() {
        LogHouse.Reader slow = house.attach(StreamStart.LIVE);
        house.append(10);
        house.time.freezeFor(RETENTION.minusSeconds(1));
        house.append(1);
        house.time.advance(Duration.ofSeconds(1));
        house.attach(StreamStart.LIVE).cursor.close();
        assertThat(house.owner.pressure()).isEqualTo(List.of("hold", "go on"));
        assertThat(slow.all()).containsExactly("gap(0,11)", "11");
    }

    @Test
    void withoutAnAgeLimitNothingGoesAndNoTimerIsSet() {
        LogHouse forever = new LogHouse(LogHouse.size(10));
        forever.append(10);
        assertThat(forever.time.pendingTimers()).isZero();
        forever.time.advance(Duration.ofDays(365));
        assertThat(forever.log.depth()).isEqualTo(10);
        assertThat(forever.leftovers()).isEmpty();
    }
}
