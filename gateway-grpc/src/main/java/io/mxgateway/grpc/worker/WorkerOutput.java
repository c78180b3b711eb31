package io.mxgateway.grpc.worker;

import io.mxgateway.core.time.GatewayTime;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What one worker process writes to its output: the last lines are kept for whoever asks why it ended, and all of them
 * go to the log until they become too many. Reads only what is there and so never blocks, also when a process that the
 * worker left behind holds the pipe open for ever.
 *
 * <p>Thread-safe.
 */
final class WorkerOutput {
    private static final int KEPT_LINES = 50;
    private static final int LOGGED_LINES_PER_SECOND = 50;
    private static final int READ_BYTES = 64 << 10;
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String sessionId;
    private final long pid;
    private final InputStream stream;
    private final GatewayTime time;
    private final Logger log;
    private final LineCollector collector;
    // Held while the stream is read; orders before lock.
    private final Object readLock = new Object();
    private final Object lock = new Object();
    // Guarded by lock: the newest lines, oldest first.
    private final Deque<String> last = new ArrayDeque<>();
    // Guarded by readLock: when the current second of logging began, and what was logged and left out in it.
    private long secondBegan;
    private int logged;
    private long leftOut;
    // Guarded by readLock: the stream broke or was closed.
    private boolean over;
    // The worker is ended on purpose: what it says of that is no news. Set once.
    private volatile boolean parting;

    WorkerOutput(String sessionId, long pid, InputStream stream, Redaction redaction, GatewayTime time) {
        this(sessionId, pid, stream, redaction, time, LoggerFactory.getLogger(WorkerOutput.class));
    }

    WorkerOutput(String sessionId, long pid, InputStream stream, Redaction redaction, GatewayTime time, Logger log) {
        this.sessionId = sessionId;
        this.pid = pid;
        this.stream = stream;
        this.time = time;
        this.log = log;
        this.collector = new LineCollector(redaction, this::line);
        this.secondBegan = time.nanoTime();
    }

    /**
     * Reads what is there, up to a bound.
     *
     * @param buffer memory to read into
     * @return how many bytes there were
     */
    int poll(byte[] buffer) {
        synchronized (readLock) {
            if (over) {
                return 0;
            }
            int count = read(buffer);
            if (count > 0) {
                collector.accept(buffer, count);
            }
            return count;
        }
    }

    /** Reads what is left, up to a bound, after the process has ended, and closes the stream. */
    void finish() {
        byte[] buffer = new byte[READ_BYTES];
        // As much as a pipe can hold, and some more.
        int polls = 0;
        while (poll(buffer) > 0 && polls < 16) {
            polls++;
        }
        synchronized (readLock) {
            if (!over) {
                over = true;
                collector.flush();
                tellLeftOut();
                IoLoop.closeQuietly(stream);
            }
        }
    }

    /** From now on lines are logged as details: the worker is being ended on purpose. */
    void part() {
        parting = true;
    }

    /** The last lines, oldest first. */
    List<String> lastLines() {
        synchronized (lock) {
            return List.copyOf(last);
        }
    }

    private int read(byte[] buffer) {
        try {
            int there = stream.available();
            return there <= 0 ? 0 : Math.max(0, stream.read(buffer, 0, Math.min(there, buffer.length)));
        } catch (IOException e) {
            log.debug("output of a worker cannot be read any more: session={} worker={}", sessionId, pid, e);
            over = true;
            collector.flush();
            return 0;
        }
    }

    private void line(String line) {
        synchronized (lock) {
            if (last.size() == KEPT_LINES) {
                last.removeFirst();
            }
            last.addLast(line);
        }
        long now = time.nanoTime();
        if (now - secondBegan >= SECOND_NANOS) {
            tellLeftOut();
            secondBegan = now;
            logged = 0;
        }
        if (logged < LOGGED_LINES_PER_SECOND) {
            logged++;
            log.atLevel(parting ? Level.DEBUG : Level.INFO)
                    .log("output: session={} worker={} line={}", sessionId, pid, line);
        } else {
            leftOut++;
        }
    }

    private void tellLeftOut() {
        if (leftOut > 0) {
            log.warn("output: session={} worker={} and {} more lines that were not logged", sessionId, pid, leftOut);
            leftOut = 0;
        }
    }
}
