package io.mxgateway.core.event;

import io.mxgateway.core.config.EventOptions;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.time.SystemTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints how much heap a log takes: unused, full, and for each subscriber more. Measured as what stays after collections,
 * over many logs.
 */
public final class EventLogMemory {
    private static final int LOGS = 40;
    private static final int MORE = 7;

    private EventLogMemory() {}

    /** Prints the figures. */
    public static void main(String[] args) {
        try (SystemTime time = new SystemTime("memory-timer")) {
            List<Object> kept = new ArrayList<>();
            List<EventLog> logs = new ArrayList<>();
            long before = used();
            for (int i = 0; i < 1_000 * LOGS; i++) {
                kept.add(log(time));
            }
            print("an unused log", (used() - before) / (1_000L * LOGS));
            kept.clear();

            before = used();
            for (int i = 0; i < LOGS; i++) {
                EventLog log = log(time);
                logs.add(log);
                append(log, 10_000);
            }
            print("a full log of 10,000 scalar data changes", (used() - before) / LOGS);

            logs.forEach(log -> kept.add(log.attach(StreamStart.LIVE, () -> {})));
            before = used();
            for (EventLog log : logs) {
                for (int i = 0; i < MORE; i++) {
                    EventCursor cursor = log.attach(StreamStart.OLDEST, () -> {});
                    cursor.poll();
                    kept.add(cursor);
                }
            }
            print("a subscriber more, in the midst of reading", (used() - before) / (LOGS * MORE));

            before = used();
            logs.forEach(EventLog::release);
            kept.clear();
            print("given back by the release of a full log", (before - used()) / LOGS);
            System.out.println("logs still held: " + logs.size());
        }
    }

    private static EventLog log(SystemTime time) {
        return new EventLog(
                "session-bench", EventOptions.DEFAULT, time, GatewayMetrics.NONE, new EventLogBenchmark.NoOwner());
    }

    private static void append(EventLog log, int events) {
        List<MxEvent> batch = new ArrayList<>();
        for (long sequence = 1; sequence <= events; sequence++) {
            batch.add(BenchmarkEvents.scalar(sequence));
        }
        log.append(batch);
    }

    private static void print(String what, long bytes) {
        System.out.printf("%-45s %,12d bytes%n", what, bytes);
    }

    private static long used() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
