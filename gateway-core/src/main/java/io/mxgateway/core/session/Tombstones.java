package io.mxgateway.core.session;

import io.mxgateway.core.config.SessionOptions;
import io.mxgateway.core.event.EventCursor;
import io.mxgateway.core.event.EventLog;
import io.mxgateway.core.event.EventLogException;
import io.mxgateway.core.event.StreamStart;
import io.mxgateway.core.time.GatewayTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The sessions that are over and may still be asked for: so many, for so long, and with so many bytes of events. The
 * oldest go first. Age is looked at whenever something is asked or added, and when somebody says {@link #expire}.
 *
 * <p>Thread-safe.
 */
final class Tombstones {
    /**
     * What is left of one session.
     *
     * @param ended the facts
     * @param outcome what closing it came to, or will
     * @param log its events, as long as they are kept
     */
    record Tombstone(EndedSession ended, CompletableFuture<SessionCloseResult> outcome, EventLog log) {
        /**
         * The events that a faulted session had kept, for a reader who says from where.
         *
         * @throws SessionException when there are none to be had
         */
        EventCursor events(StreamStart start, Runnable wakeUp) {
            boolean fromSomewhere = start.fromOldest() || start.afterSequence() != 0;
            if (ended.finalState() != SessionState.FAULTED || !fromSomewhere) {
                throw Failures.over(ended);
            }
            try {
                return log.attach(start, wakeUp);
            } catch (EventLogException refused) {
                throw Failures.ofEndedLog(ended, refused);
            }
        }
    }

    private static final class Entry {
        private final Tombstone stone;
        private final long since;
        // How many bytes of events it keeps; 0 when none. Guarded by the lock of the tombstones.
        private long bytes;

        Entry(Tombstone stone, long since, long bytes) {
            this.stone = stone;
            this.since = since;
            this.bytes = bytes;
        }
    }

    private final int maxCount;
    private final long maxBytes;
    private final long retention;
    private final GatewayTime time;
    private final Object lock = new Object();
    // Oldest first. Guarded by lock.
    private final Map<String, Entry> byId = new LinkedHashMap<>();
    // What all of them keep in events. Guarded by lock.
    private long bytes;

    Tombstones(SessionOptions options, GatewayTime time) {
        this.maxCount = options.maxTombstones();
        this.maxBytes = options.maxTombstoneEventBytes();
        this.retention = options.tombstoneRetention().toNanos();
        this.time = time;
    }

    /** Remembers a session that is over. The events of one that faulted stay readable; those of others do not. */
    void add(EndedSession ended, CompletableFuture<SessionCloseResult> outcome, EventLog log) {
        boolean keepEvents = ended.finalState() == SessionState.FAULTED && maxCount > 0;
        long size = keepEvents ? log.retainedBytes() : 0;
        long now = time.nanoTime();
        List<EventLog> dropped = new ArrayList<>();
        if (!keepEvents) {
            dropped.add(log);
        }
        synchronized (lock) {
            if (maxCount > 0) {
                Entry before = byId.remove(ended.id());
                if (before != null) {
                    forget(before, dropped);
                }
                byId.put(ended.id(), new Entry(new Tombstone(ended, outcome, log), now, size));
                bytes += size;
            }
            dropOld(now, dropped);
            dropEvents(dropped);
        }
        // Streams that are still reading get what there was for them; nobody else gets in.
        dropped.forEach(EventLog::releaseWhenRead);
    }

    Optional<Tombstone> find(String sessionId) {
        expire();
        synchronized (lock) {
            return Optional.ofNullable(byId.get(sessionId)).map(entry -> entry.stone);
        }
    }

    /** All of them, the latest first; a copy. */
    List<EndedSession> all() {
        expire();
        List<EndedSession> all = new ArrayList<>();
        synchronized (lock) {
            byId.values().forEach(entry -> all.add(0, entry.stone.ended()));
        }
        return all;
    }

    /** Forgets those that are too old; returns whether some are left. */
    boolean expire() {
        long now = time.nanoTime();
        List<EventLog> dropped = new ArrayList<>();
        boolean some;
        synchronized (lock) {
            dropOld(now, dropped);
            some = !byId.isEmpty();
        }
        dropped.forEach(EventLog::releaseWhenRead);
        return some;
    }

    /** Forgets all of them. */
    void clear() {
        List<EventLog> dropped = new ArrayList<>();
        synchronized (lock) {
            byId.values().forEach(entry -> forget(entry, dropped));
            byId.clear();
        }
        dropped.forEach(EventLog::releaseWhenRead);
    }

    int size() {
        synchronized (lock) {
            return byId.size();
        }
    }

    long eventBytes() {
        synchronized (lock) {
            return bytes;
        }
    }

    /** Under the lock. */
    private void dropOld(long now, List<EventLog> dropped) {
        var oldest = byId.values().iterator();
        while (oldest.hasNext()) {
            Entry entry = oldest.next();
            if (byId.size() <= maxCount && now - entry.since < retention) {
                return;
            }
            oldest.remove();
            forget(entry, dropped);
        }
    }

    /** Under the lock. */
    private void dropEvents(List<EventLog> dropped) {
        for (Entry entry : byId.values()) {
            if (bytes <= maxBytes) {
                return;
            }
            forget(entry, dropped);
        }
    }

    /** Under the lock: the events go, the facts are the caller's business. */
    private void forget(Entry entry, List<EventLog> dropped) {
        if (entry.bytes > 0) {
            bytes -= entry.bytes;
            entry.bytes = 0;
            dropped.add(entry.stone.log());
        }
    }
}
