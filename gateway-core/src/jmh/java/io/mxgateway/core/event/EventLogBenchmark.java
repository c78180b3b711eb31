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
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What an event costs on its way through a full log of the default size: to append it, with so many subscribers that keep
 * up, and to poll it. Figures are per event.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(2)
public class EventLogBenchmark {
    private static final int BURST = 4_096;

    /** A full log, and subscribers that have read everything when a burst begins. */
    @State(Scope.Thread)
    public static class Log {
        /** How many client streams are attached. */
        @Param({"0", "1", "8"})
        public int subscribers;

        /** How many events come at once, as in a frame from a worker. */
        @Param({"1", "16"})
        public int batch;

        private final List<EventCursor> cursors = new ArrayList<>();
        private final List<List<MxEvent>> burst = new ArrayList<>();
        private SystemTime time;
        private EventLog log;
        private long sequence;
        private long woken;

        @Setup(Level.Trial)
        public void fill() {
            time = new SystemTime("benchmark-timer");
            log = new EventLog("session-bench", EventOptions.DEFAULT, time, GatewayMetrics.NONE, new NoOwner());
            for (int i = 0; i < 3; i++) {
                prepare();
                burst.forEach(log::append);
            }
            for (int i = 0; i < subscribers; i++) {
                cursors.add(log.attach(StreamStart.LIVE, () -> woken++));
            }
        }

        @Setup(Level.Invocation)
        public void prepare() {
            for (EventCursor cursor : cursors) {
                while (cursor.poll() != null) {
                    // Keeps up.
                }
            }
            burst.clear();
            for (int i = 0; i < BURST / batch; i++) {
                List<MxEvent> events = new ArrayList<>(batch);
                for (int k = 0; k < batch; k++) {
                    events.add(BenchmarkEvents.scalar(++sequence));
                }
                burst.add(events);
            }
        }

        @TearDown(Level.Trial)
        public void end() {
            log.release();
            time.close();
        }
    }

    /** A log with a burst in it that a subscriber has not read. */
    @State(Scope.Thread)
    public static class Unread {
        private SystemTime time;
        private EventLog log;
        private EventCursor cursor;
        private long sequence;

        @Setup(Level.Trial)
        public void open() {
            time = new SystemTime("benchmark-timer");
            log = new EventLog("session-bench", EventOptions.DEFAULT, time, GatewayMetrics.NONE, new NoOwner());
            cursor = log.attach(StreamStart.LIVE, () -> {});
        }

        @Setup(Level.Invocation)
        public void append() {
            List<MxEvent> events = new ArrayList<>(BURST);
            for (int i = 0; i < BURST; i++) {
                events.add(BenchmarkEvents.scalar(++sequence));
            }
            log.append(events);
        }

        @TearDown(Level.Trial)
        public void end() {
            log.release();
            time.close();
        }
    }

    static final class NoOwner implements EventLog.Owner {
        @Override
        public void onBackPressure(boolean holdUp) {}

        @Override
        public void onFatalOverflow(String text) {}

        @Override
        public void onStreams(int attached) {}
    }

    /** Appends a burst; the first batch wakes every subscriber. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public void append(Log state) {
        for (int i = 0; i < state.burst.size(); i++) {
            state.log.append(state.burst.get(i));
        }
    }

    /** Appends, and has every subscriber read at once and wait again: each batch wakes each of them. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public void appendAndReadByAll(Log state, Blackhole sink) {
        for (int i = 0; i < state.burst.size(); i++) {
            state.log.append(state.burst.get(i));
            for (int k = 0; k < state.cursors.size(); k++) {
                EventCursor cursor = state.cursors.get(k);
                for (MxEvent event = cursor.poll(); event != null; event = cursor.poll()) {
                    sink.consume(event);
                }
            }
        }
    }

    /** Polls a burst that lies there. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public void poll(Unread state, Blackhole sink) {
        for (MxEvent event = state.cursor.poll(); event != null; event = state.cursor.poll()) {
            sink.consume(event);
        }
    }
}
