package io.mxgateway.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.mx.MxEvent;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Rule3_7_DrainTest {
    private static final long NO_LIMIT = Long.MAX_VALUE;

    private final LogHouse house = new LogHouse(LogHouse.size(10));

    @AfterEach
    void nothingIsLeft() {
        assertThat(house.leftovers()).isEmpty();
    }

    private List<String> drain(int maxEvents, long maxBytes) {
        return LogHouse.texts(house.log.drain(maxEvents, maxBytes));
    }

    @Test
    void drainBeginsAtTheFirstEventAndGoesOnWhereItWas() {
        assertThat(drain(0, NO_LIMIT)).isEmpty();
        house.append(5);
        assertThat(drain(2, NO_LIMIT)).containsExactly("1", "2");
        assertThat(drain(0, NO_LIMIT)).containsExactly("3", "4", "5");
        assertThat(drain(0, NO_LIMIT)).isEmpty();
        house.append(1);
        assertThat(drain(7, NO_LIMIT)).containsExactly("6");
    }

    @Test
    void aLossShowsAsAGap() {
        house.append(3);
        drain(1, NO_LIMIT);
        house.append(12);
        assertThat(drain(1, NO_LIMIT)).containsExactly("gap(1,6)");
        assertThat(drain(2, NO_LIMIT)).containsExactly("6", "7");
        assertThat(house.counts.of(GatewayMetric.EVENTS_GAPS)).isEqualTo(1);
    }

    @Test
    void itStopsBelowTheLimitInBytesButAlwaysGivesOne() {
        house.append(5);
        MxEvent event = LogHouse.event(1);
        assertThat(drain(0, 3L * event.approximateBytes())).containsExactly("1", "2", "3");
        assertThat(drain(0, 2L * event.approximateBytes() - 1)).containsExactly("4");
        assertThat(drain(0, 1)).containsExactly("5");
    }

    @Test
    void itHoldsNobodyUpAndIsNoStream() {
        house.append(1_000);
        assertThat(house.owner.told).isEmpty();
        assertThat(house.log.streams()).isZero();
        drain(0, NO_LIMIT);
        assertThat(house.counts.of(GatewayMetric.STREAMS_OPEN)).isZero();
        assertThat(house.attach(StreamStart.LIVE).next()).isEqualTo("gap(0,991)");
        assertThat(house.log.streams()).isEqualTo(1);
    }

    @Test
    void streamsDoNotMoveIt() {
        LogHouse.Reader reader = house.attach(StreamStart.LIVE);
        house.append(3);
        reader.all();
        assertThat(drain(0, NO_LIMIT)).containsExactly("1", "2", "3");
    }
}
