package io.mxgateway.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxEventBody;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.testing.FakeTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rule3_3_WhereAStreamBeginsTest {
    private final LogHouse house = new LogHouse(LogHouse.size(10));

    @AfterEach
    void nothingIsLeft() {
        assertThat(house.leftovers()).isEmpty();
    }

    @Test
    void theFirstStreamGetsWhatCameBeforeIt() {
        house.append(3);
        assertThat(house.attach(StreamStart.LIVE).all()).containsExactly("1", "2", "3");
    }

    @Test
    void aLaterLiveStreamGetsOnlyWhatComesFromNowOn() {
        house.attach(StreamStart.LIVE).cursor.close();
        house.append(3);
        LogHouse.Reader second = house.attach(StreamStart.LIVE);
        assertThat(second.all()).isEmpty();
        house.append(2);
        assertThat(second.all()).containsExactly("4", "5");
    }

    @Test
    void anObserverBeforeItDoesNotTakeTheFirstStreamsPlace() {
        LogHouse.Reader observer = house.observe(StreamStart.LIVE);
        house.append(2);
        assertThat(observer.all()).containsExactly("1", "2");
        assertThat(house.attach(StreamStart.LIVE).all()).containsExactly("1", "2");
    }

    @Test
    void aRefusedStreamDoesNotTakeTheFirstStreamsPlace() {
        house.append(2);
        assertThatExceptionOfType(EventLogException.class).isThrownBy(() -> house.attach(StreamStart.after(3)));
        assertThat(house.attach(StreamStart.LIVE).all()).containsExactly("1", "2");
    }

    @Test
    void theFirstStreamIsToldOfWhatIsGone() {
        house.append(13);
        assertThat(house.attach(StreamStart.LIVE).all())
                .startsWith("gap(0,4)", "4")
                .hasSize(11);
    }

    @Test
    void fromOldestGetsAllThatIsKeptOnAnyStream() {
        house.append(13);
        house.attach(StreamStart.LIVE);
        assertThat(house.attach(StreamStart.OLDEST).all())
                .startsWith("gap(0,4)", "4")
                .hasSize(11);
    }

    @Test
    void fromOldestHasNoGapWhileNothingIsGone() {
        house.append(10);
        house.attach(StreamStart.LIVE);
        assertThat(house.attach(StreamStart.OLDEST).all()).isEqualTo(LogHouse.run(1, 10));
    }

    @Test
    void aPositionIsResumedRightBehindIt() {
        house.append(9);
        assertThat(house.attach(StreamStart.after(4)).all()).isEqualTo(LogHouse.run(5, 9));
        assertThat(house.attach(new StreamStart(4, true)).all()).isEqualTo(LogHouse.run(5, 9));
        assertThat(house.attach(StreamStart.after(9)).all()).isEmpty();
    }

    @Test
    void aPositionWhoseNextEventIsTheOldestKeptHasNoGap() {
        house.append(13);
        assertThat(house.attach(StreamStart.after(3)).next()).isEqualTo("4");
    }

    @Test
    void aPositionThatIsGoneBeginsWithAGap() {
        house.append(13);
        LogHouse.Reader reader = house.attach(StreamStart.after(2));
        assertThat(reader.cursor.position()).isEqualTo(2);
        MxEvent gap = reader.cursor.poll();
        assertThat(LogHouse.text(gap)).isEqualTo("gap(2,4)");
        assertThat(gap.family()).isEqualTo(MxEventFamily.UNSPECIFIED);
        assertThat(gap.body()).isEqualTo(MxEventBody.NONE);
        assertThat(gap.sessionId()).isEqualTo(LogHouse.SESSION);
        assertThat(gap.gatewayReceiveTimestamp()).isEqualTo(FakeTime.START);
        assertThat(reader.cursor.position()).isEqualTo(3);
        assertThat(reader.all()).isEqualTo(LogHouse.run(4, 13));
        assertThat(house.counts.of(GatewayMetric.EVENTS_GAPS)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {14, 1_000, Long.MAX_VALUE, Long.MIN_VALUE, -2, -1})
    void aPositionThatNeverWasIsRefused(long position) {
        house.append(13);
        assertThatExceptionOfType(EventLogException.class)
                .isThrownBy(() -> house.attach(StreamStart.after(position)))
                .matches(e -> e.reason() == EventLogException.Reason.BEYOND_NEWEST)
                .withMessageContaining("afterSequence=" + Long.toUnsignedString(position))
                .withMessageContaining("newest=13");
        assertThat(house.log.streams()).isZero();
    }
}
