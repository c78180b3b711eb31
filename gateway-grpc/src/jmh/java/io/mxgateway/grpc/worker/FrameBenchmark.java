package io.mxgateway.grpc.worker;

import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxEventBody;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.mx.MxQuality;
import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.grpc.codec.EventWriter;
import io.mxgateway.proto.worker.v1.WorkerCancel;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What a frame costs at either end, with one event in it or many, and a small one without. Figures are per frame. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(2)
public class FrameBenchmark {
    private static final String SESSION = "session-0123456789abcdef0123456789abcdef";
    private static final Instant TIME = Instant.ofEpochSecond(1_800_000_000, 123_456_700);
    private static final WorkerCancel CANCEL =
            WorkerCancel.newBuilder().setReason("timed out").build();
    private static final int LIMIT = 16 << 20;

    /** How many events are in a frame. */
    @Param({"1", "400"})
    public int events;

    private final EnvelopeEncoder encoder = new EnvelopeEncoder(SESSION);
    private final OutBuffer out = new OutBuffer();
    private final FrameReader reader = new FrameReader(LIMIT);
    private MxEventData event;
    private EventWriter batch;
    private ByteBuffer wire;

    /** A frame to write again and again, and one to read. */
    @Setup
    public void prepare() {
        event = MxEventData.ofItem(
                MxEventFamily.ON_DATA_CHANGE,
                MxEventBody.DATA_CHANGE,
                1,
                4711,
                MxValue.of(47.11),
                MxQuality.GOOD,
                TIME,
                List.of(MxStatus.good()));
        batch = new EventWriter();
        for (int i = 1; i <= events; i++) {
            batch.add(event.sequenced(SESSION, i, TIME));
        }
        OutBuffer first = new OutBuffer();
        write(new EnvelopeEncoder(SESSION), first, EnvelopeBody.WORKER_EVENT_BATCH, Payload.of(batch));
        byte[] frame = new byte[first.size()];
        first.next(frame.length).get(frame);
        wire = ByteBuffer.allocateDirect(frame.length).put(frame);
    }

    private static int write(EnvelopeEncoder encoder, OutBuffer out, EnvelopeBody body, Payload payload) {
        int size = (int) encoder.size("", body, payload);
        encoder.write(out, size, "", body, payload);
        return FrameReader.PREFIX_BYTES + size;
    }

    /** Events that are written already, put into a frame. */
    @Benchmark
    public void writeFrame() {
        out.sent(write(encoder, out, EnvelopeBody.WORKER_EVENT_BATCH, Payload.of(batch)));
    }

    /** A frame of a few bytes. */
    @Benchmark
    public void writeSmallFrame() {
        out.sent(write(encoder, out, EnvelopeBody.WORKER_CANCEL, Payload.of(CANCEL)));
    }

    /** Cut out of the stream, its envelope and every event in it checked, the events handed over. */
    @Benchmark
    public void readFrame(Blackhole taken) {
        EnvelopeChecker checker = new EnvelopeChecker(SESSION);
        EventInbox inbox = new EventInbox((List<MxEvent> portion) -> taken.consume(portion));
        reader.read(wire.rewind(), frame -> inbox.add(checker.check(frame), TIME));
        inbox.deliver();
    }
}
