package io.mxgateway.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.config.OverflowPolicy;
import io.mxgateway.core.metrics.GatewayMetric;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Rule3_5_OverflowTest {
    private static final Duration FULL_WAIT = Duration.ofSeconds(2);

    private LogHouse house = new LogHouse(LogHouse.size(4));

    @AfterEach
    void nothingIsLeft() {
        assertThat(house.leftovers()).isEmpty();
    }

    @Test
    void aFullStreamIsEndedAtOnceWhileAnotherHasRoom() {
        LogHouse.Reader slow = house.attach(StreamStart.LIVE);
        LogHouse.Reader quick = house.attach(StreamStart.LIVE);
        house.append(2);
        assertThat(slow.next()).isEqualTo("1");
        assertThat(quick.all()).hasSize(2);
        house.append(3);
        assertThat(slow.cursor.end()).isNull();
        assertThat(quick.all()).hasSize(3);
        int wakes = slow.wakes;
        house.append(1);
        assertThat(slow.cursor.end().cause()).isEqualTo(StreamEnd.Cause.OVERFLOW);
        assertThat(slow.cursor.end().lastSequence()).isEqualTo(1);
        assertThat(slow.cursor.end().text()).contains("lastSequence=1 ");
        assertThat(slow.wakes).isEqualTo(wakes + 1);
        assertThat(slow.next()).isEqualTo("-");
        assertThat(quick.all()).containsExactly("6");
        assertThat(house.owner.pressure()).isEmpty();
        assertThat(house.counts.of(GatewayMetric.EVENTS_OVERFLOWS, "disconnect-subscriber"))
                .isEqualTo(1);
        assertThat(house.counts.of(GatewayMetric.STREAMS_ENDED, "overflow")).isEqualTo(1);
        assertThat(house.counts.of(GatewayMetric.STREAMS_OPEN)).isEqualTo(1);
        assertThat(house.log.streams()).isEqualTo(1);
    }

    @Test
    void anEndedStreamCanResumeWhereItsEndSays() {
        LogHouse.Reader slow = house.attach(StreamStart.LIVE);
        LogHouse.Reader quick = house.attach(StreamStart.LIVE);
        house.append(4);
        slow.next();
        quick.all();
        house.append(2);
        StreamStart again = StreamStart.after(slow.cursor.end().lastSequence());
        assertThat(house.attach(again).all()).containsExactly("gap(1,3)", "3", "4", "5", "6");
    }

    @Test
    void theSourceIsHeldUpWhileEveryStreamIsFullAndNothingOfWhatWasOnItsWayIsLost() {
        LogHouse.Reader one = house.attach(StreamStart.LIVE);
        LogHouse.Reader two = house.attach(StreamStart.LIVE);
        house.append(4);
        assertThat(house.owner.pressure()).isEmpty();
        house.append(3);
        assertThat(house.owner.pressure()).containsExactly("hold");
        house.time.advance(FULL_WAIT.minusNanos(1));
        assertThat(one.cursor.end()).isNull();
        assertThat(two.all()).isEqualTo(LogHouse.run(1, 7));
        assertThat(house.owner.pressure()).containsExactly("hold", "go on");
    }

    @Test
    void aSoleStreamThatReadsAgainInTimeMissesNothing() {
        LogHouse.Reader only = house.attach(StreamStart.LIVE);
        house.append(7);
        house.time.advance(FULL_WAIT.minusNanos(1));
        assertThat(only.next()).isEqualTo("1");
        assertThat(house.owner.pressure()).containsExactly("hold");
        house.time.advance(FULL_WAIT.minusNanos(1));
        assertThat(only.next()).isEqualTo("2");
        assertThat(only.next()).isEqualTo("3");
        assertThat(house.owner.pressure()).containsExactly("hold", "go on");
        assertThat(house.log.depth()).isEqualTo(4);
        house.time.advance(FULL_WAIT.multipliedBy(3));
        assertThat(only.all()).isEqualTo(LogHouse.run(4, 7));
        assertThat(only.cursor.end()).isNull();
    }

    @Test
    void asSoonAsOneOfSeveralFullStreamsMovesTheOthersAreEnded() {
        LogHouse.Reader one = house.attach(StreamStart.LIVE);
        LogHouse.Reader two = house.attach(StreamStart.LIVE);
        house.append(5);
        assertThat(two.next()).isEqualTo("1");
        assertThat(one.cursor.end().cause()).isEqualTo(StreamEnd.Cause.OVERFLOW);
        assertThat(two.all()).isEqualTo(LogHouse.run(2, 5));
        assertThat(house.owner.pressure()).containsExactly("hold", "go on");
    }

    @Test
    void whenTheWaitIsOverEveryFullStreamIsEndedAndTheSourceGoesOn() {
        LogHouse.Reader one = house.attach(StreamStart.LIVE);
        LogHouse.Reader two = house.attach(StreamStart.LIVE);
        house.append(6);
        house.time.advance(FULL_WAIT);
        assertThat(one.cursor.end().cause()).isEqualTo(StreamEnd.Cause.OVERFLOW);
        assertThat(two.cursor.end().cause()).isEqualTo(StreamEnd.Cause.OVERFLOW);
        assertThat(house.owner.pressure()).containsExactly("hold", "go on");
        assertThat(house.log.depth()).isEqualTo(4);
        assertThat(house.counts.of(GatewayMetric.EVENTS_OVERFLOWS, "disconnect-subscriber"))
                .isEqualTo(2);
    }

    @Test
    void theSourceGoesOnWhenTheFullStreamLeaves() {
        LogHouse.Reader only = house.attach(StreamStart.LIVE);
        house.append(6);
        only.cursor.close();
        assertThat(house.owner.pressure()).containsExactly("hold", "go on");
        assertThat(house.log.depth()).isEqualTo(4);
        house.time.advance(FULL_WAIT);
        assertThat(house.counts.of(GatewayMetric.EVENTS_OVERFLOWS, "disconnect-subscriber"))
                .isZero();
    }

    @Test
    void aSourceThatDoesNotStopIsEnduredOnlyUpToABound() {
        LogHouse.Reader only = house.attach(StreamStart.LIVE);
        house.append(4);
        house.append(Overflow.MAX_EXCESS);
        assertThat(only.cursor.end()).isNull();
        assertThat(house.log.depth()).isEqualTo(4 + Overflow.MAX_EXCESS);
        house.append(1);
        assertThat(only.cursor.end().cause()).isEqualTo(StreamEnd.Cause.OVERFLOW);
        assertThat(house.log.depth()).isEqualTo(4);
        assertThat(house.owner.pressure()).containsExactly("hold", "go on");
    }

    @Test
    void withoutAWaitThePolicyAppliesAtOnce() {
        house = new LogHouse(LogHouse.with(LogHouse.size(4), Duration.ZERO, Duration.ZERO));
        LogHouse.Reader only = house.attach(StreamStart.LIVE);
        house.append(5);
        assertThat(only.cursor.end().cause()).isEqualTo(StreamEnd.Cause.OVERFLOW);
        assertThat(house.owner.pressure()).isEmpty();
    }

    @Test
    void aStreamThatFindsAFullLogIsNotEndedBeforeItCouldBegin() {
        LogHouse.Reader quick = house.attach(StreamStart.LIVE);
        house.append(4);
        quick.all();
        LogHouse.Reader late = house.attach(StreamStart.OLDEST);
        for (int i = 0; i < 4; i++) {
            house.append(1);
            quick.all();
        }
        assertThat(late.cursor.end()).isNull();
        assertThat(late.next()).isEqualTo("gap(0,5)");
        assertThat(late.next()).isEqualTo("5");
    }

    @Test
    void aStreamThatNeverBeginsIsEndedForWhatCameAfterIt() {
        LogHouse.Reader quick = house.attach(StreamStart.LIVE);
        house.append(4);
        quick.all();
        LogHouse.Reader late = house.attach(StreamStart.OLDEST);
        for (int i = 0; i < 5; i++) {
            house.append(1);
            quick.all();
        }
        assertThat(late.cursor.end().cause()).isEqualTo(StreamEnd.Cause.OVERFLOW);
        assertThat(late.cursor.end().lastSequence()).isZero();
    }

    @Test
    void theSessionFailsIfThePolicySaysSoAndTheSoleStreamIsFull() {
        house = new LogHouse(LogHouse.with(LogHouse.size(4), OverflowPolicy.FAIL_SESSION));
        LogHouse.Reader only = house.attach(StreamStart.LIVE);
        house.append(6);
        house.time.advance(FULL_WAIT);
        assertThat(house.owner.pressure()).containsExactly("hold", "go on", "fatal");
        house.append(1);
        assertThat(house.log.end(StreamEnd.Cause.SESSION_CLOSED, "too late")).isFalse();
        assertThat(only.cursor.end()).isNull();
        assertThat(only.all()).isEqualTo(LogHouse.run(1, 6));
        assertThat(only.cursor.end().cause()).isEqualTo(StreamEnd.Cause.SESSION_FAULTED);
        assertThat(only.cursor.end().lastSequence()).isEqualTo(6);
        assertThat(house.counts.of(GatewayMetric.EVENTS_OVERFLOWS, "fail-session"))
                .isEqualTo(1);
    }

    @Test
    void theSessionDoesNotFailWhileThereIsMoreThanOneStream() {
        house = new LogHouse(LogHouse.with(LogHouse.size(4), OverflowPolicy.FAIL_SESSION));
        LogHouse.Reader slow = house.attach(StreamStart.LIVE);
        LogHouse.Reader quick = house.attach(StreamStart.LIVE);
        house.append(4);
        quick.all();
        house.append(1);
        assertThat(slow.cursor.end().cause()).isEqualTo(StreamEnd.Cause.OVERFLOW);
        assertThat(quick.cursor.end()).isNull();
        assertThat(house.owner.pressure()).isEmpty();
    }

    @Test
    void anObserverIsNeverInTheWayAndIsToldOfItsGap() {
        LogHouse.Reader observer = house.observe(StreamStart.LIVE);
        LogHouse.Reader quick = house.attach(StreamStart.LIVE);
        for (int i = 0; i < 10; i++) {
            house.append(1);
            quick.all();
        }
        assertThat(observer.all()).containsExactly("gap(0,7)", "7", "8", "9", "10");
        assertThat(observer.cursor.end()).isNull();
        assertThat(house.owner.pressure()).isEmpty();
        assertThat(house.counts.of(GatewayMetric.EVENTS_GAPS)).isZero();
    }

    @Test
    void anObserverReadsOnWhileTheSourceIsHeldUp() {
        house.attach(StreamStart.LIVE);
        LogHouse.Reader observer = house.observe(StreamStart.LIVE);
        house.append(6);
        assertThat(observer.all()).isEqualTo(LogHouse.run(1, 6));
        assertThat(house.owner.pressure()).containsExactly("hold");
    }
}
