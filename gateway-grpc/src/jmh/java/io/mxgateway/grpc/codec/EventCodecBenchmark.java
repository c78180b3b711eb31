package io.mxgateway.grpc.codec;

import io.mxgateway.core.mx.MxEventBody;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.mx.MxQuality;
import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxValue;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What an event with one number costs to write, to take in without decoding, and to decode after all. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(2)
public class EventCodecBenchmark {
    private static final Instant TIME = Instant.ofEpochSecond(1_800_000_000, 123_456_700);

    private final MxEventData event = MxEventData.ofItem(
                    MxEventFamily.ON_DATA_CHANGE,
                    MxEventBody.DATA_CHANGE,
                    1,
                    4711,
                    MxValue.of(47.11),
                    MxQuality.GOOD,
                    TIME,
                    List.of(MxStatus.good()))
            .sequenced("session-0123456789abcdef0123456789abcdef", 123_456, TIME);
    private final EventBytes bytes = EventBytes.received(EventCodec.toBytes(event), TIME);
    private final EventWriter writer = new EventWriter();

    /** By messages, as events that are not plain are written. */
    @Benchmark
    public byte[] encode() {
        return EventCodec.toBytes(event);
    }

    /** Straight into a frame's bytes, as a worker writes. */
    @Benchmark
    public int write() {
        writer.truncate(0);
        writer.add(event);
        return writer.size();
    }

    /** Checked to the last field and kept as bytes, as the gateway takes it in. */
    @Benchmark
    public WireEvent takeIn() throws CodecException {
        return WireEvent.at(bytes, 0, bytes.buffer().length);
    }

    /** Decoded, as a client or an observer in the gateway wants it. */
    @Benchmark
    public MxValue decode() throws CodecException {
        return WireEvent.at(bytes, 0, bytes.buffer().length).value();
    }
}
