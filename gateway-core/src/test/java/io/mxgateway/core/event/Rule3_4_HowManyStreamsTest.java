package io.mxgateway.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mxgateway.core.config.EventOptions;
import io.mxgateway.core.config.OverflowPolicy;
import io.mxgateway.core.metrics.GatewayMetric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class Rule3_4_HowManyStreamsTest {
    @Test
    void asManyAsAllowedAndNotOneMoreUntilOneLeaves() {
        LogHouse house = new LogHouse(EventOptions.DEFAULT);
        List<LogHouse.Reader> readers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            readers.add(house.attach(StreamStart.LIVE));
        }
        assertThatExceptionOfType(EventLogException.class)
                .isThrownBy(() -> house.attach(StreamStart.LIVE))
                .matches(e -> e.reason() == EventLogException.Reason.TOO_MANY_STREAMS)
                .withMessageContaining("maximum=8");
        house.observe(StreamStart.LIVE);
        readers.get(3).cursor.close();
        readers.get(3).cursor.close();
        house.attach(StreamStart.LIVE);
        assertThat(house.log.streams()).isEqualTo(8);
        assertThat(house.counts.of(GatewayMetric.STREAMS_OPEN)).isEqualTo(8);
        assertThat(house.leftovers()).isEmpty();
    }

    @Test
    void onlyOneWhereMoreAreNotAllowed() {
        LogHouse house = new LogHouse(new EventOptions(
                10, Duration.ZERO, 8, false, OverflowPolicy.DISCONNECT_SUBSCRIBER, Duration.ofSeconds(2)));
        house.observe(StreamStart.LIVE);
        LogHouse.Reader only = house.attach(StreamStart.LIVE);
        house.append(3);
        assertThat(only.all()).hasSize(3);
        // Resuming while the first stream is still attached is no exception.
        assertThatExceptionOfType(EventLogException.class)
                .isThrownBy(() -> house.attach(StreamStart.after(3)))
                .matches(e -> e.reason() == EventLogException.Reason.ONE_STREAM_ONLY)
                .withMessageContaining("maximum=1");
        only.cursor.close();
        house.append(1);
        assertThat(house.attach(StreamStart.after(3)).all()).containsExactly("4");
        assertThat(house.leftovers()).isEmpty();
    }

    @Test
    void resumingWhileTheFirstStreamIsStillAttachedGivesASecondStream() {
        LogHouse house = new LogHouse(EventOptions.DEFAULT);
        LogHouse.Reader first = house.attach(StreamStart.LIVE);
        house.append(3);
        assertThat(first.next()).isEqualTo("1");
        LogHouse.Reader second = house.attach(StreamStart.after(1));
        assertThat(second.all()).containsExactly("2", "3");
        assertThat(first.all()).containsExactly("2", "3");
        assertThat(house.leftovers()).isEmpty();
    }

    @Test
    void theOwnerIsToldHowManyThereAre() {
        LogHouse house = new LogHouse(EventOptions.DEFAULT);
        LogHouse.Reader first = house.attach(StreamStart.LIVE);
        LogHouse.Reader second = house.attach(StreamStart.LIVE);
        house.observe(StreamStart.LIVE).cursor.close();
        first.cursor.close();
        second.cursor.close();
        first.cursor.close();
        assertThat(house.owner.told).containsExactly("streams=1", "streams=2", "streams=1", "streams=0");
        house.attach(StreamStart.LIVE);
        house.log.end(StreamEnd.Cause.SESSION_CLOSED, "over");
        assertThat(house.owner.told).hasSize(5);
        assertThat(house.leftovers()).isEmpty();
    }
}
