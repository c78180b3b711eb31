package io.mxgateway.core.event;

import io.mxgateway.core.config.EventOptions;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.time.SystemTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** How much heap a log takes: unused, full, and for each subscriber more. The figure is {@code bytesEach}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 1) // JMH adds the figures of iterations up
@Fork(1)
public class EventLogMemoryBenchmark {
    private static final int UNUSED = 20_000;
    private static final int LOGS = 40;
    private static final int MORE = 7;

    private final List<EventLog> logs = new ArrayList<>();
    private final List<EventCursor> cursors = new ArrayList<>();
    private SystemTime time;

    @Setup(Level.Trial)
    public void open() {
        time = new SystemTime("memory-timer");
    }

    @TearDown(Level.Invocation)
    public void release() {
        logs.forEach(EventLog::release);
        logs.clear();
        cursors.clear();
    }

    @TearDown(Level.Trial)
    public void close() {
        time.close();
    }

    /** A log that nobody has used. */
    @Benchmark
    public int unusedLog(Heap heap) {
        heap.before();
        for (int i = 0; i < UNUSED; i++) {
            logs.add(log());
        }
        heap.after(UNUSED);
        return logs.size();
    }

    /** A full log of 10,000 scalar data changes. */
    @Benchmark
    public int fullLog(Heap heap) {
        heap.before();
        fill();
        heap.after(LOGS);
        return logs.size();
    }

    /** A subscriber more, in the midst of reading. */
    @Benchmark
    public int oneMoreSubscriber(Heap heap) {
        fill();
        logs.forEach(log -> cursors.add(log.attach(StreamStart.LIVE, () -> {})));
        heap.before();
        for (EventLog log : logs) {
            for (int i = 0; i < MORE; i++) {
                EventCursor cursor = log.attach(StreamStart.OLDEST, () -> {});
                cursor.poll();
                cursors.add(cursor);
            }
        }
        heap.after((long) LOGS * MORE);
        return cursors.size();
    }

    private void fill() {
        for (int i = 0; i < LOGS; i++) {
            EventLog log = log();
            List<MxEvent> batch = new ArrayList<>();
            for (long sequence = 1; sequence <= EventOptions.DEFAULT.logSize(); sequence++) {
                batch.add(BenchmarkEvents.scalar(sequence));
            }
            log.append(batch);
            logs.add(log);
        }
    }

    private EventLog log() {
        return new EventLog(
                "session-bench", EventOptions.DEFAULT, time, GatewayMetrics.NONE, new EventLogBenchmark.NoOwner());
    }
}
