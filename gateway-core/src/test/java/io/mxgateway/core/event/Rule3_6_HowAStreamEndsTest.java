package io.mxgateway.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mxgateway.core.metrics.GatewayMetric;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Rule3_6_HowAStreamEndsTest {
    private final LogHouse house =
            new LogHouse(LogHouse.with(LogHouse.size(1_000), Duration.ofSeconds(300), Duration.ofSeconds(2)));

    @AfterEach
    void nothingIsLeft() {
        assertThat(house.leftovers()).isEmpty();
    }

    @Test
    void aReaderThatLeavesChangesNothingForTheOthers() {
        LogHouse.Reader one = house.attach(StreamStart.LIVE);
        LogHouse.Reader two = house.attach(StreamStart.LIVE);
        house.append(10);
        one.next();
        one.cursor.close();
        one.cursor.close();
        assertThat(one.next()).isEqualTo("-");
        assertThat(one.cursor.end()).isEqualTo(new StreamEnd(StreamEnd.Cause.READER_LEFT, "the reader left", 1));
        assertThat(two.all()).isEqualTo(LogHouse.run(1, 10));
        assertThat(house.counts.of(GatewayMetric.STREAMS_ENDED, "client-cancel"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = StreamEnd.Cause.class,
            names = {"SESSION_CLOSED", "SESSION_FAULTED", "GATEWAY_SHUTDOWN"})
    void theEndComesAfterEverythingBeforeItAndWakesWhoWaits(StreamEnd.Cause cause) {
        LogHouse.Reader idle = house.attach(StreamStart.LIVE);
        LogHouse.Reader busy = house.attach(StreamStart.LIVE);
        house.append(100);
        idle.all();
        busy.next();
        int wakes = idle.wakes;
        assertThat(house.log.end(cause, "because")).isTrue();
        house.append(1);
        assertThat(idle.wakes).isEqualTo(wakes + 1);
        assertThat(idle.next()).isEqualTo("-");
        assertThat(idle.cursor.end()).isEqualTo(new StreamEnd(cause, "because", 100));
        assertThat(busy.cursor.end()).isNull();
        assertThat(busy.all()).isEqualTo(LogHouse.run(2, 100));
        assertThat(busy.cursor.end()).isEqualTo(new StreamEnd(cause, "because", 100));
        assertThat(house.counts.of(GatewayMetric.STREAMS_ENDED, cause.tag())).isEqualTo(2);
        assertThat(house.counts.of(GatewayMetric.STREAMS_OPEN)).isZero();
        assertThat(house.counts.of(GatewayMetric.EVENTS_LOG_DEPTH)).isZero();
        assertThat(house.time.pendingTimers()).isZero();
    }

    @Test
    void whatWasOnItsWayToAFullStreamComesBeforeTheFault() {
        LogHouse small = new LogHouse(LogHouse.size(4));
        LogHouse.Reader reader = small.attach(StreamStart.LIVE);
        small.append(9);
        small.log.end(StreamEnd.Cause.SESSION_FAULTED, "worker lost");
        assertThat(small.owner.pressure()).containsExactly("hold", "go on");
        small.time.advance(Duration.ofMinutes(1));
        assertThat(reader.all()).isEqualTo(LogHouse.run(1, 9));
        assertThat(reader.cursor.end().text()).isEqualTo("worker lost");
        assertThat(small.leftovers()).isEmpty();
    }

    @Test
    void aRevokedStreamGetsNothingMoreAtOnce() {
        LogHouse.Reader revoked = house.attach(StreamStart.LIVE);
        LogHouse.Reader other = house.attach(StreamStart.LIVE);
        house.append(100);
        LongStream.range(0, 3).forEach(i -> revoked.next());
        assertThat(house.log.cut(revoked.cursor, StreamEnd.Cause.REVOKED, "key revoked"))
                .isTrue();
        assertThat(house.log.cut(revoked.cursor, StreamEnd.Cause.REVOKED, "key revoked"))
                .isFalse();
        assertThat(revoked.wakes).isEqualTo(1);
        assertThat(revoked.next()).isEqualTo("-");
        assertThat(revoked.cursor.end()).isEqualTo(new StreamEnd(StreamEnd.Cause.REVOKED, "key revoked", 3));
        assertThat(other.all()).hasSize(100);
        assertThat(house.counts.of(GatewayMetric.STREAMS_ENDED, "revoked")).isEqualTo(1);
        assertThat(house.counts.of(GatewayMetric.EVENTS_DELIVERED)).isEqualTo(103);
    }

    @Test
    void aCursorOfAnotherLogIsNotCut() {
        LogHouse other = new LogHouse(LogHouse.size(4));
        EventCursor foreign = other.attach(StreamStart.LIVE).cursor;
        assertThatIllegalArgumentException().isThrownBy(() -> house.log.cut(foreign, StreamEnd.Cause.REVOKED, "no"));
        assertThat(foreign.end()).isNull();
        assertThat(other.leftovers()).isEmpty();
    }

    @Test
    void aLogThatIsOverCanStillBeReadFromAPosition() {
        house.append(100);
        assertThat(house.log.retainedBytes()).isGreaterThan(100 * 100);
        house.log.end(StreamEnd.Cause.SESSION_FAULTED, "worker lost");
        house.time.advance(Duration.ofHours(1));
        LogHouse.Reader late = house.attach(StreamStart.after(97));
        assertThat(late.all()).containsExactly("98", "99", "100");
        assertThat(late.cursor.end()).isEqualTo(new StreamEnd(StreamEnd.Cause.SESSION_FAULTED, "worker lost", 100));
        assertThat(LogHouse.texts(house.log.drain(2, Long.MAX_VALUE))).containsExactly("1", "2");
        assertThat(house.counts.of(GatewayMetric.STREAMS_OPEN)).isZero();
        assertThat(house.owner.told).isEmpty();
    }

    @Test
    void whatIsGivenBackBeforeItWasReadShowsAsAGapBeforeTheEnd() {
        LogHouse.Reader slow = house.attach(StreamStart.LIVE);
        house.append(3);
        house.log.end(StreamEnd.Cause.SESSION_CLOSED, "client-close");
        house.log.release();
        assertThat(house.log.retainedBytes()).isZero();
        assertThat(slow.all()).containsExactly("gap(0,4)");
        assertThat(slow.cursor.end().cause()).isEqualTo(StreamEnd.Cause.SESSION_CLOSED);
        assertThatExceptionOfType(EventLogException.class)
                .isThrownBy(() -> house.attach(StreamStart.LIVE))
                .matches(e -> e.reason() == EventLogException.Reason.ENDED)
                .withMessageContaining("session-closed");
    }

    @Test
    void storageCanWaitForThoseWhoStillRead() {
        LogHouse.Reader reader = house.attach(StreamStart.LIVE);
        LogHouse.Reader leaver = house.attach(StreamStart.LIVE);
        house.append(300);
        house.log.end(StreamEnd.Cause.SESSION_CLOSED, "client-close");
        house.log.releaseWhenRead();
        assertThatExceptionOfType(EventLogException.class)
                .isThrownBy(() -> house.attach(StreamStart.OLDEST))
                .matches(e -> e.reason() == EventLogException.Reason.ENDED);
        assertThat(reader.all()).isEqualTo(LogHouse.run(1, 300));
        assertThat(house.log.depth()).isEqualTo(300);
        leaver.cursor.close();
        assertThat(house.log.depth()).isZero();
    }
}
