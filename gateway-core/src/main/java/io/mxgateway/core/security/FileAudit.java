package io.mxgateway.core.security;

import io.mxgateway.core.time.GatewayTime;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The audit log in files: one JSON object to a line, each with the hash of the line before. Several processes may write to
 * one log, one at a time.
 *
 * <p>Records are written by a thread of its own, behind a queue. When the queue is full or the disk does not take them,
 * records are lost; how many is counted, and itself recorded as soon as that is possible. Nobody who records anything
 * waits for the disk or learns that it failed.
 *
 * <p>Thread-safe. The thread begins with {@link #start()} and ends with {@link #close()}.
 */
public final class FileAudit implements Audit, AutoCloseable {
    /** How many records may wait for the disk. */
    static final int MOST_WAITING = 8192;

    private static final Logger LOG = System.getLogger(FileAudit.class.getName());
    private static final long CLOSE_MILLIS = TimeUnit.SECONDS.toMillis(5);

    private final AuditFiles files;
    private final GatewayTime time;
    private final Thread thread;
    private final Object lock = new Object();
    private final ArrayDeque<Entry> waiting = new ArrayDeque<>(); // guarded by lock
    private boolean started; // guarded by lock
    private boolean closing; // guarded by lock
    private long untoldLosses; // guarded by lock; lost since the last record that told of losses
    private long lost; // guarded by lock; ever
    private String failure = ""; // guarded by lock; why the last writing failed, empty when it did not

    /** A record and when it was made. */
    record Entry(Instant time, AuditRecord record) {}

    /**
     * A log that takes records at once and writes them from the start on.
     *
     * @param options where it is
     * @param time says when things were done
     */
    public FileAudit(AuditOptions options, GatewayTime time) {
        this.files = new AuditFiles(options);
        this.time = Objects.requireNonNull(time, "time");
        this.thread = new Thread(this::run, "mxgateway-audit");
        thread.setDaemon(true);
    }

    /**
     * Prepares the file and begins to write. Once. Blocks.
     *
     * @throws SecurityFileException when the log cannot be made, read or written, or is open to others
     */
    public void start() {
        files.prepare();
        synchronized (lock) {
            if (started || closing) {
                throw new IllegalStateException("an audit log is started once");
            }
            started = true;
            thread.start();
        }
    }

    @Override
    public void record(AuditRecord record) {
        Entry entry = new Entry(time.now(), Objects.requireNonNull(record, "record"));
        synchronized (lock) {
            if (closing || waiting.size() >= MOST_WAITING) {
                lost++;
                untoldLosses++;
                return;
            }
            waiting.add(entry);
            lock.notifyAll();
        }
    }

    private void run() {
        while (true) {
            List<Entry> batch;
            long losses;
            synchronized (lock) {
                while (waiting.isEmpty() && !closing) {
                    try {
                        lock.wait();
                    } catch (InterruptedException nobodyDoesThat) {
                        LOG.log(Level.DEBUG, "the audit's thread goes on until it is closed");
                    }
                }
                if (waiting.isEmpty() && untoldLosses == 0) {
                    return;
                }
                batch = new ArrayList<>(waiting);
                waiting.clear();
                losses = untoldLosses;
                untoldLosses = 0;
                if (batch.isEmpty() && losses == 0) {
                    return;
                }
            }
            boolean written = write(withLosses(batch, losses), batch.size(), losses);
            synchronized (lock) {
                if (closing && waiting.isEmpty() && (!written || untoldLosses == 0)) {
                    return;
                }
            }
        }
    }

    private List<Entry> withLosses(List<Entry> batch, long losses) {
        if (losses > 0) {
            batch.add(new Entry(
                    time.now(),
                    AuditRecord.of("gateway", AuditAction.AUDIT_LOST, AuditOutcome.FAILURE, "")
                            .with("records", Long.toString(losses))));
        }
        return batch;
    }

    private boolean write(List<Entry> entries, int records, long losses) {
        try {
            files.append(entries);
            succeeded();
            return true;
        } catch (IOException | RuntimeException e) {
            failed(e, records, losses);
            return false;
        }
    }

    private void succeeded() {
        boolean again;
        synchronized (lock) {
            again = !failure.isEmpty();
            failure = "";
        }
        if (again) {
            LOG.log(Level.INFO, "the audit log is written again");
        }
    }

    private void failed(Exception e, int records, long losses) {
        String why = PrivateFiles.reason(e);
        boolean news;
        synchronized (lock) {
            lost += records;
            untoldLosses += records + losses;
            news = failure.isEmpty();
            failure = why;
        }
        if (news) {
            LOG.log(Level.ERROR, "the audit log " + files.current() + " cannot be written; records are lost", e);
        }
    }

    /** How many records were lost since the start. */
    public long lost() {
        synchronized (lock) {
            return lost;
        }
    }

    /** Whether what was recorded last could be written. */
    public boolean healthy() {
        return problem().isEmpty();
    }

    /** What is wrong, for health: why the last writing failed; empty when it did not. */
    public Optional<String> problem() {
        synchronized (lock) {
            return failure.isEmpty()
                    ? Optional.empty()
                    : Optional.of("the audit log " + files.current() + " cannot be written (" + failure + "); " + lost
                            + " records were lost");
        }
    }

    /** Writes what waits, at most a few seconds long, and ends. Idempotent, legal before the start. */
    @Override
    public void close() {
        boolean running;
        synchronized (lock) {
            closing = true;
            running = started;
            lock.notifyAll();
        }
        if (!running) {
            return;
        }
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.log(
                    Level.ERROR,
                    "the audit log {0} was not written to its end: the disk does not answer",
                    files.current());
        }
    }
}
