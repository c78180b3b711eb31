package io.mxgateway.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mxgateway.core.metrics.GatewayMetric;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rule3_1_NothingIsLostSilentlyTest {
    private final LogHouse house = new LogHouse(LogHouse.size(1_000));

    @AfterEach
    void nothingIsLeft() {
        assertThat(house.leftovers()).isEmpty();
    }

    @Test
    void eventsComeInTheWorkersOrderAcrossBatchesAndPolls() {
        LogHouse.Reader reader = house.attach(StreamStart.LIVE);
        List<String> read = new ArrayList<>();
        for (int batch = 1; batch <= 40; batch++) {
            house.append(batch);
            read.addAll(reader.all());
        }
        assertThat(read).isEqualTo(LogHouse.run(1, 820));
        assertThat(reader.cursor.position()).isEqualTo(820);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3, 4, 6, -1})
    void anEventThatDoesNotFollowIsRefusedAndNothingOfItsBatchIsKept(long sequence) {
        house.append(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> house.log.append(List.of(LogHouse.event(4), LogHouse.event(sequence))))
                .withMessageContaining("sequence=" + Long.toUnsignedString(sequence) + " expected=5");
        assertThat(house.log.newestSequence()).isEqualTo(3);
    }

    @Test
    void everyEventIsCountedByFamilyWhenItComesAndOnceForEachStreamThatPolledIt() {
        LogHouse.Reader first = house.attach(StreamStart.LIVE);
        LogHouse.Reader second = house.attach(StreamStart.LIVE);
        LogHouse.Reader observer = house.observe(StreamStart.LIVE);
        house.append(200);
        first.all();
        observer.all();
        for (int i = 0; i < 70; i++) {
            second.next();
        }
        second.cursor.close();
        assertThat(house.counts.of(GatewayMetric.EVENTS_RECEIVED, "on-data-change"))
                .isEqualTo(200);
        assertThat(house.counts.of(GatewayMetric.EVENTS_DELIVERED)).isEqualTo(270);
    }
}
