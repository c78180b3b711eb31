package io.mxgateway.core.event;

import java.util.ArrayList;
import java.util.List;

/**
 * Who reads a log, and who of them waits for events.
 *
 * <p>Not thread-safe: guarded by the lock of the log.
 */
final class Readers {
    /** What {@link #slowest} says when nobody can be lapped. */
    static final long NOBODY = Long.MAX_VALUE;

    // Client streams, in the order in which they came.
    private final List<LogCursor> clients = new ArrayList<>(2);
    // Readers whose last poll found nothing, and that were not woken since; each at most once.
    private final List<LogCursor> waiting = new ArrayList<>(2);
    private int observers;
    // Whether a client stream was ever attached.
    private boolean hadClient;
    // At most the next event of the slowest client; it lets the writer go on without looking at each of them.
    private long floor = NOBODY;

    void add(LogCursor reader, EventRing ring) {
        if (reader.isClient()) {
            clients.add(reader);
            hadClient = true;
            floor = Math.min(floor, reader.next(ring));
        } else {
            observers++;
        }
    }

    void remove(LogCursor reader) {
        waiting.remove(reader);
        if (!reader.isClient()) {
            observers--;
        } else if (clients.remove(reader) && clients.isEmpty()) {
            floor = NOBODY;
        }
    }

    /** A copy, for those who change the readers on the way. */
    List<LogCursor> clients() {
        return List.copyOf(clients);
    }

    int clientCount() {
        return clients.size();
    }

    boolean hadClient() {
        return hadClient;
    }

    boolean isEmpty() {
        return clients.isEmpty() && observers == 0;
    }

    /** Whether every client has taken, or may be denied, what is older than {@code oldest}; usually without a look. */
    boolean allBeyond(long oldest, EventRing ring) {
        if (oldest > floor) {
            floor = slowest(ring);
        }
        return oldest <= floor;
    }

    /** The next event of the slowest client. */
    long slowest(EventRing ring) {
        long slowest = NOBODY;
        for (LogCursor client : clients) {
            slowest = Math.min(slowest, client.next(ring));
        }
        return slowest;
    }

    /** Whether some client could have everything from {@code oldest} on and lose nothing. */
    boolean someBeyond(long oldest, EventRing ring) {
        for (LogCursor client : clients) {
            if (client.next(ring) >= oldest) {
                return true;
            }
        }
        return false;
    }

    void waits(LogCursor reader) {
        if (!waiting.contains(reader)) {
            waiting.add(reader);
        }
    }

    /** Has everybody woken who waits. */
    void wakeAll(Effects effects) {
        if (!waiting.isEmpty()) {
            waiting.forEach(effects::wake);
            waiting.clear();
        }
    }
}
