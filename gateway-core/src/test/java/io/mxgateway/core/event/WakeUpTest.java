package io.mxgateway.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.config.EventOptions;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.testing.FakeTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WakeUpTest {
    private final LogHouse house = new LogHouse(EventOptions.DEFAULT);

    @Test
    void aReaderIsWokenOnceForEachPollThatFoundNothing() {
        LogHouse.Reader reader = house.attach(StreamStart.LIVE);
        house.append(1);
        assertThat(reader.wakes).isZero();
        reader.all();
        assertThat(reader.next()).isEqualTo("-");
        house.append(1);
        house.append(1);
        assertThat(reader.wakes).isEqualTo(1);
        reader.next();
        house.append(1);
        assertThat(reader.wakes).isEqualTo(1);
        reader.all();
        house.append(1);
        assertThat(reader.wakes).isEqualTo(2);
        assertThat(house.leftovers()).isEmpty();
    }

    @Test
    void aReaderThatLeftIsNotWoken() {
        LogHouse.Reader reader = house.attach(StreamStart.LIVE);
        reader.all();
        reader.cursor.close();
        house.append(1);
        assertThat(reader.wakes).isZero();
        assertThat(house.leftovers()).isEmpty();
    }

    @Test
    void aReaderMayReadAndLeaveFromWithinItsWakeUp() {
        AtomicReference<EventCursor> cursor = new AtomicReference<>();
        List<String> read = new ArrayList<>();
        cursor.set(house.log.attach(StreamStart.LIVE, () -> {
            read.add(LogHouse.text(cursor.get().poll()));
            cursor.get().close();
        }));
        assertThat(cursor.get().poll()).isNull();
        house.append(2);
        assertThat(read).containsExactly("1");
        assertThat(house.log.streams()).isZero();
        assertThat(house.leftovers()).isEmpty();
    }

    @Test
    void aReaderWhoseWakeUpThrowsDoesNotHarmTheOthers() {
        EventCursor bad = house.log.attach(StreamStart.LIVE, () -> {
            throw new IllegalStateException("a reader's fault, on purpose");
        });
        assertThat(bad.poll()).isNull();
        LogHouse.Reader good = house.attach(StreamStart.LIVE);
        good.all();
        house.append(1);
        assertThat(good.wakes).isEqualTo(1);
        assertThat(good.all()).containsExactly("1");
        assertThat(house.leftovers()).isEmpty();
    }

    @Test
    void anOwnerMayCallTheLogFromWithinANoticeAndIsTheOnlyOneToBeToldThen() {
        List<String> told = new ArrayList<>();
        AtomicReference<EventLog> log = new AtomicReference<>();
        log.set(new EventLog(
                LogHouse.SESSION, LogHouse.size(4), new FakeTime(), GatewayMetrics.NONE, new EventLog.Owner() {
                    private int depth;

                    @Override
                    public void onBackPressure(boolean holdUp) {
                        throw new IllegalStateException("an owner's fault, on purpose");
                    }

                    @Override
                    public void onFatalOverflow(String text) {}

                    @Override
                    public void onStreams(int attached) {
                        told.add(depth + ":" + attached);
                        depth++;
                        if (attached == 1) {
                            log.get().attach(StreamStart.LIVE, () -> {}).close();
                            log.get().end(StreamEnd.Cause.SESSION_CLOSED, "from within");
                        }
                        depth--;
                    }
                }));
        log.get().attach(StreamStart.LIVE, () -> {});
        assertThat(told).containsExactly("0:1", "0:2", "0:1");
        log.get().release();
    }
}
