package io.mxgateway.grpc.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxEventBody;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxStatusCategory;
import io.mxgateway.core.mx.MxStatusSource;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.mx.ReplayGap;
import io.mxgateway.core.mx.ReplayGapEvent;
import io.mxgateway.core.testing.Seed;
import io.mxgateway.proto.worker.v1.WorkerEventBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is written without messages is what the messages would be, to the byte. */
class EventWriterTest {
    private static final Instant TIME = Instant.ofEpochSecond(1_800_000_000, 123_456_700);

    private final EventWriter writer = new EventWriter();

    @Test
    void everyEventIsWrittenAsTheCodecWouldEncodeIt() {
        Random random = Seed.random("written events");
        Anything anything = new Anything(random);
        for (int round = 0; round < 400; round++) {
            List<MxEvent> events = new ArrayList<>();
            for (int i = random.nextInt(12); i >= 0; i--) {
                MxEventData event = anything.event();
                // Batches mostly repeat a session and its statuses.
                events.add(random.nextBoolean() ? event : item(event.value(), event.statuses()));
            }
            assertThat(written(events)).isEqualTo(encoded(events));
        }
    }

    @Test
    void plainValuesOfEveryKindAndTheirLimitsAreWrittenAsTheCodecWouldEncodeThem() {
        List<MxEvent> events = new ArrayList<>();
        List<MxStatus> good = List.of(MxStatus.good());
        List<MxStatus> many = List.of(
                MxStatus.good(),
                new MxStatus(
                        0, MxStatusCategory.OTHER_ERROR, MxStatusSource.REQUESTING_LMX, -1, -7, 9, "ö".repeat(100)));
        for (MxValue value : List.of(
                MxValue.of(true),
                MxValue.of(false),
                MxValue.of(0),
                MxValue.of(-1),
                MxValue.of(Integer.MIN_VALUE),
                MxValue.of(Long.MAX_VALUE),
                MxValue.of(Float.NaN),
                MxValue.of(-0.0),
                MxValue.of(""),
                MxValue.of("x".repeat(127)),
                MxValue.of("ü€\uD83D\uDE00".repeat(9_000)),
                MxValue.of(Instant.parse("0001-01-01T00:00:00Z")),
                MxValue.empty())) {
            events.add(item(value, good));
            events.add(item(value, many));
        }
        events.add(item(null, List.of()));
        events.add(new ReplayGapEvent("session-1", new ReplayGap(3, 9), TIME));

        assertThat(written(events)).isEqualTo(encoded(events));
    }

    @Test
    void whatIsTakenBackIsGoneAndTheNextEventIsWhole() {
        MxEvent first = item(MxValue.of(1), List.of(MxStatus.good()));
        MxEvent second = item(MxValue.of("two"), List.of());
        writer.add(first);
        int one = writer.size();
        writer.add(second);
        writer.truncate(one);
        assertThat(bytes()).isEqualTo(encoded(List.of(first)));

        MxEvent unexpressible = item(MxValue.of(Instant.MAX), List.of());
        assertThatThrownBy(() -> writer.add(unexpressible)).isInstanceOf(IllegalArgumentException.class);
        writer.truncate(one);
        writer.add(second);
        assertThat(bytes()).isEqualTo(encoded(List.of(first, second)));
    }

    private byte[] written(List<MxEvent> events) {
        writer.truncate(0);
        events.forEach(writer::add);
        return bytes();
    }

    private byte[] bytes() {
        return Arrays.copyOf(writer.array(), writer.size());
    }

    private static byte[] encoded(List<MxEvent> events) {
        WorkerEventBatch.Builder batch = WorkerEventBatch.newBuilder();
        events.forEach(event -> batch.addEvents(EventCodec.encode(event)));
        return batch.build().toByteArray();
    }

    private static MxEventData item(MxValue value, List<MxStatus> statuses) {
        return MxEventData.ofItem(
                        MxEventFamily.ON_DATA_CHANGE, MxEventBody.DATA_CHANGE, 1, -4711, value, 192, TIME, statuses)
                .sequenced("session-0123456789abcdef0123456789abcdef", 1L << 40, TIME);
    }
}
