package io.mxgateway.core.event;

import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxEventBody;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxValue;
import java.time.Instant;
import java.util.List;

/** Events as they come from a plant. */
final class BenchmarkEvents {
    private BenchmarkEvents() {}

    /** A data change of a number, with all its time stamps and nothing shared that a worker would not share. */
    static MxEvent scalar(long sequence) {
        Instant source = Instant.ofEpochSecond(1_800_000_000L + sequence);
        return MxEventData.ofItem(
                        MxEventFamily.ON_DATA_CHANGE,
                        MxEventBody.DATA_CHANGE,
                        1,
                        (int) sequence % 1_000,
                        MxValue.of((double) sequence),
                        192,
                        source,
                        List.of(MxStatus.good()))
                .sequenced("session-bench", sequence, source.plusNanos(1))
                .receivedAt(source.plusNanos(2));
    }
}
