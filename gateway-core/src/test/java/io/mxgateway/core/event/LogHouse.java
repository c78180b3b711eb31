package io.mxgateway.core.event;

import io.mxgateway.core.config.EventOptions;
import io.mxgateway.core.config.OverflowPolicy;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxEventBody;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.testing.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A log under test, with everything around it: time that stands still, an owner and metrics that remember. */
final class LogHouse {
    static final String SESSION = "session-under-test";

    final FakeTime time = new FakeTime();
    final Counts counts = new Counts();
    final Owner owner = new Owner();
    final EventLog log;
    private long appended;

    LogHouse(EventOptions options) {
        this.log = new EventLog(SESSION, options, time, counts, owner);
    }

    /** Small enough that a slice is one event, so that what was polled is what was taken. */
    static EventOptions size(int logSize) {
        return new EventOptions(
                logSize, Duration.ZERO, 8, true, OverflowPolicy.DISCONNECT_SUBSCRIBER, Duration.ofSeconds(2));
    }

    static EventOptions with(EventOptions options, OverflowPolicy policy) {
        return new EventOptions(
                options.logSize(),
                options.retention(),
                options.maxStreams(),
                options.allowMultipleSubscribers(),
                policy,
                options.fullWait());
    }

    static EventOptions with(EventOptions options, Duration retention, Duration fullWait) {
        return new EventOptions(
                options.logSize(),
                retention,
                options.maxStreams(),
                options.allowMultipleSubscribers(),
                options.overflowPolicy(),
                fullWait);
    }

    static MxEvent event(long sequence) {
        return MxEventData.ofItem(
                        MxEventFamily.ON_DATA_CHANGE,
                        MxEventBody.DATA_CHANGE,
                        1,
                        2,
                        MxValue.of((int) sequence),
                        192,
                        FakeTime.START,
                        List.of(MxStatus.good()))
                .sequenced(SESSION, sequence, FakeTime.START);
    }

    /** Appends so many events, in one batch. */
    void append(int events) {
        List<MxEvent> batch = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            batch.add(event(++appended));
        }
        log.append(batch);
    }

    Reader attach(StreamStart start) {
        Reader reader = new Reader();
        reader.cursor = log.attach(start, reader::wake);
        return reader;
    }

    Reader observe(StreamStart start) {
        Reader reader = new Reader();
        reader.cursor = log.observe(start, reader::wake);
        return reader;
    }

    /** Ends everything and tells what is left that should not be. */
    String leftovers() {
        log.end(StreamEnd.Cause.SESSION_CLOSED, "test over");
        log.release();
        Map<String, Long> gauges = new TreeMap<>(counts.values);
        gauges.keySet()
                .removeIf(name -> !name.equals(GatewayMetric.EVENTS_LOG_DEPTH.metricName())
                        && !name.equals(GatewayMetric.STREAMS_OPEN.metricName()));
        gauges.values().removeIf(value -> value == 0);
        String text = gauges.isEmpty() ? "" : "gauges " + gauges + " ";
        if (time.pendingTimers() != 0) {
            text += "timers " + time.pendingTimers() + " ";
        }
        if (log.depth() != 0) {
            text += "events " + log.depth();
        }
        return text;
    }

    /** Someone who reads. */
    static final class Reader {
        EventCursor cursor;
        int wakes;

        private void wake() {
            wakes++;
        }

        /** What a poll gave, as text: a sequence, {@code gap(N,oldest)}, or {@code -}. */
        String next() {
            return text(cursor.poll());
        }

        /** All there is for now. */
        List<String> all() {
            List<String> all = new ArrayList<>();
            for (MxEvent event = cursor.poll(); event != null; event = cursor.poll()) {
                all.add(text(event));
            }
            return all;
        }
    }

    static String text(MxEvent event) {
        if (event == null) {
            return "-";
        }
        if (event.replayGap() != null) {
            return "gap(" + event.replayGap().requestedAfterSequence() + ","
                    + event.replayGap().oldestAvailableSequence() + ")";
        }
        return Long.toString(event.sequence());
    }

    static List<String> texts(List<MxEvent> events) {
        return events.stream().map(LogHouse::text).toList();
    }

    /** The texts of a run of events. */
    static List<String> run(long first, long last) {
        List<String> run = new ArrayList<>();
        for (long sequence = first; sequence <= last; sequence++) {
            run.add(Long.toString(sequence));
        }
        return run;
    }

    /** An owner that writes down what it is told. */
    static final class Owner implements EventLog.Owner {
        final List<String> told = new ArrayList<>();
        // Done, once, when this is told; for one thread.
        private String expected = "";
        private Runnable reaction = () -> {};

        void whenTold(String text, Runnable task) {
            expected = text;
            reaction = task;
        }

        @Override
        public synchronized void onBackPressure(boolean holdUp) {
            String text = holdUp ? "hold" : "go on";
            told.add(text);
            if (text.equals(expected)) {
                expected = "";
                reaction.run();
            }
        }

        @Override
        public synchronized void onFatalOverflow(String text) {
            told.add("fatal");
        }

        @Override
        public synchronized void onStreams(int attached) {
            told.add("streams=" + attached);
        }

        /** Only what concerns back-pressure and faults. */
        synchronized List<String> pressure() {
            return told.stream().filter(text -> !text.startsWith("streams")).toList();
        }
    }

    /** Metrics that remember. */
    static final class Counts implements GatewayMetrics {
        final Map<String, Long> values = new ConcurrentHashMap<>();

        long of(GatewayMetric metric, String... tags) {
            return values.getOrDefault(key(metric, tags), 0L);
        }

        private static String key(GatewayMetric metric, String... tags) {
            return tags.length == 0 ? metric.metricName() : metric.metricName() + List.of(tags);
        }

        @Override
        public void count(GatewayMetric metric, long delta, String... tagValues) {
            values.merge(key(metric, tagValues), delta, Long::sum);
        }

        @Override
        public void move(GatewayMetric metric, long delta) {
            values.merge(metric.metricName(), delta, Long::sum);
        }

        @Override
        public void set(GatewayMetric metric, long value) {
            values.put(metric.metricName(), value);
        }

        @Override
        public void observe(GatewayMetric metric, long nanos, String... tagValues) {}
    }
}
