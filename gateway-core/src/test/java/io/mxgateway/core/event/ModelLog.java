package io.mxgateway.core.event;

import io.mxgateway.core.config.EventOptions;
import io.mxgateway.core.config.OverflowPolicy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What an {@link EventLog} is to do, said as plainly as possible: every event that ever came is in a list, every rule is
 * a loop over lists, and there are no threads. Slow and obvious on purpose.
 *
 * <p>An event is its sequence; a gap is told as {@link #gap}, and nothing as 0.
 */
final class ModelLog {
    static final int EXCESS = 4_096;

    private static final long NEVER = Long.MAX_VALUE;

    final class Cursor {
        final boolean client;
        final long newestAtStart;
        final Deque<Long> slice = new ArrayDeque<>();
        long next;
        long position;
        boolean begun;
        boolean waiting;
        int wakes;
        StreamEnd.Cause end;

        Cursor(boolean client, long after) {
            this.client = client;
            this.next = after + 1;
            this.position = after;
            this.newestAtStart = newest();
        }

        long unread() {
            return newest() - Math.max(next, oldest) + 1;
        }

        long poll() {
            if (end != null) {
                return 0;
            }
            if (slice.isEmpty()) {
                takeSlice();
            }
            if (slice.isEmpty()) {
                if (ended == null) {
                    waiting = true;
                } else {
                    end = ended;
                    readers.remove(this);
                    giveBackIfRead();
                }
                return 0;
            }
            long code = slice.remove();
            position = code > 0 ? code : oldestOf(code) - 1;
            delivered += client && code > 0 ? 1 : 0;
            return code;
        }

        private void takeSlice() {
            begun = true;
            int room = sliceSize;
            if (next < oldest) {
                slice.add(gap(next - 1, oldest));
                gaps += client ? 1 : 0;
                next = oldest;
                room--;
            }
            for (; room > 0 && next <= newest(); room--) {
                slice.add(next++);
            }
            if (client && holding && !slice.isEmpty()) {
                enforceSize();
                holdUntil = now + fullWait;
            }
        }

        void cut(StreamEnd.Cause cause) {
            if (end != null) {
                return;
            }
            end = cause;
            readers.remove(this);
            if (cause != StreamEnd.Cause.READER_LEFT) {
                wakes++;
            }
            if (ended == null && client) {
                notes.add(clients().size());
            }
            giveBackIfRead();
        }
    }

    final List<Cursor> readers = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    long oldest = 1;
    long now;
    long gaps;
    long delivered;
    long overflows;
    long received;
    StreamEnd.Cause ended;
    boolean released;
    boolean closedToNew;

    private final EventOptions options;
    private final int sliceSize;
    private final long retention;
    private final long fullWait;
    // When each event came; event n at n - 1.
    private final List<Long> arrivals = new ArrayList<>();
    private final List<Integer> notes = new ArrayList<>();
    private boolean hadClient;
    private boolean holding;
    private boolean holdingTold;
    private long holdUntil;
    private long ageCheck = NEVER;
    private long drainNext = 1;
    private boolean failed;

    ModelLog(EventOptions options) {
        this.options = options;
        this.sliceSize = Math.max(1, Math.min(64, options.logSize() / 8));
        this.retention = options.retention().toNanos();
        this.fullWait = options.fullWait().toNanos();
    }

    static long gap(long requested, long oldest) {
        return -(requested << 31 | oldest);
    }

    private static long oldestOf(long gap) {
        return -gap & 0x7fff_ffffL;
    }

    long newest() {
        return arrivals.size();
    }

    int depth() {
        return (int) (newest() - oldest + 1);
    }

    List<Cursor> clients() {
        List<Cursor> clients = new ArrayList<>();
        for (Cursor reader : readers) {
            if (reader.client) {
                clients.add(reader);
            }
        }
        return clients;
    }

    void append(int events) {
        if (ended != null || events == 0) {
            return;
        }
        received += events;
        expire();
        for (int i = 0; i < events && ended == null; i++) {
            arrivals.add(now);
            enforceSize();
        }
        wakeWhoWaits();
        afterwards();
    }

    private void wakeWhoWaits() {
        for (Cursor reader : readers) {
            if (reader.waiting) {
                reader.waiting = false;
                reader.wakes++;
            }
        }
    }

    /** The heart of it: what happens when there is more in the log than should be. */
    private void enforceSize() {
        int size = options.logSize();
        if (depth() <= size) {
            holding = false;
            return;
        }
        List<Cursor> full = clients();
        int clients = full.size();
        full.removeIf(client -> client.unread() <= size);
        boolean someHaveRoom = full.size() < clients;
        if (full.isEmpty() || someHaveRoom) {
            for (Cursor client : full) {
                boolean losesOnlyWhatItFound = !client.begun && newest() - size <= client.newestAtStart;
                if (!losesOnlyWhatItFound) {
                    overflows++;
                    client.cut(StreamEnd.Cause.OVERFLOW);
                }
            }
            oldest = newest() - size + 1;
            holding = false;
            return;
        }
        while (full.stream().allMatch(client -> client.next > oldest)) {
            oldest++;
        }
        if (!holding) {
            holding = true;
            holdUntil = now + fullWait;
        }
        if (fullWait == 0 || depth() > size + EXCESS) {
            waitIsOver();
        }
    }

    private void waitIsOver() {
        holding = false;
        List<Cursor> full = clients();
        if (options.overflowPolicy() == OverflowPolicy.FAIL_SESSION && full.size() == 1) {
            overflows++;
            failed = true;
            ended = StreamEnd.Cause.SESSION_FAULTED;
            wakeWhoWaits();
            return;
        }
        for (Cursor client : full) {
            overflows++;
            client.cut(StreamEnd.Cause.OVERFLOW);
        }
        oldest = newest() - options.logSize() + 1;
    }

    private void expire() {
        if (retention == 0 || ended != null) {
            return;
        }
        long before = oldest;
        while (depth() > 0 && arrivals.get((int) oldest - 1) + retention <= now) {
            oldest++;
        }
        if (oldest != before) {
            enforceSize();
        }
    }

    /** Whether a reader would be let in; the text of the reason if not. */
    String refusal(StreamStart start, boolean client) {
        if (released || closedToNew) {
            return "ENDED";
        }
        if (start.afterSequence() < 0 || start.afterSequence() > newest()) {
            return "BEYOND_NEWEST";
        }
        int streams = clients().size();
        if (client && streams >= 1 && !options.allowMultipleSubscribers()) {
            return "ONE_STREAM_ONLY";
        }
        return client && streams >= options.maxStreams() ? "TOO_MANY_STREAMS" : "";
    }

    Cursor attach(StreamStart start, boolean client) {
        expire();
        String refusal = refusal(start, client);
        if (!refusal.isEmpty()) {
            afterwards();
            return null;
        }
        boolean all = start.fromOldest() || (client && !hadClient);
        long after = start.afterSequence() != 0 ? start.afterSequence() : all ? 0 : newest();
        Cursor cursor = new Cursor(client, after);
        readers.add(cursor);
        hadClient |= client;
        if (ended == null) {
            if (client) {
                notes.add(clients().size());
            }
            enforceSize();
        }
        afterwards();
        return cursor;
    }

    long poll(Cursor cursor) {
        long code = cursor.poll();
        afterwards();
        return code;
    }

    void cut(Cursor cursor, StreamEnd.Cause cause) {
        cursor.cut(cause);
        if (ended == null) {
            enforceSize();
        }
        afterwards();
    }

    List<Long> drain(int maxEvents, long maxBytes, long eventBytes, long gapBytes) {
        expire();
        List<Long> drained = new ArrayList<>();
        long bytes = 0;
        if (drainNext < oldest) {
            drained.add(gap(drainNext - 1, oldest));
            drainNext = oldest;
            bytes = gapBytes;
            gaps++;
        }
        while (drainNext <= newest()
                && (maxEvents == 0 || drained.size() < maxEvents)
                && (drained.isEmpty() || bytes + eventBytes <= maxBytes)) {
            drained.add(drainNext++);
            bytes += eventBytes;
        }
        afterwards();
        return drained;
    }

    void end(StreamEnd.Cause cause) {
        if (ended == null) {
            ended = cause;
            holding = false;
            wakeWhoWaits();
        }
        afterwards();
    }

    void release() {
        released = true;
        oldest = newest() + 1;
    }

    void releaseWhenRead() {
        closedToNew = true;
        giveBackIfRead();
    }

    private void giveBackIfRead() {
        if (closedToNew && readers.isEmpty()) {
            release();
        }
    }

    void advance(long nanos) {
        long target = now + nanos;
        while (ended == null) {
            long hold = holding ? holdUntil : NEVER;
            long next = Math.min(hold, ageCheck);
            if (next > target) {
                break;
            }
            now = next;
            if (next == hold) {
                waitIsOver();
            } else {
                ageCheck = NEVER;
                expire();
            }
            afterwards();
        }
        now = target;
    }

    private void afterwards() {
        if (retention != 0 && depth() > 0 && ageCheck == NEVER && ended == null) {
            long due = arrivals.get((int) oldest - 1) + retention;
            ageCheck = Math.max(due, now + retention / 16);
        }
        if (holding != holdingTold) {
            holdingTold = holding;
            told.add(holding ? "hold" : "go on");
        }
        if (!notes.isEmpty()) {
            int last = notes.remove(notes.size() - 1);
            int peak = notes.stream().mapToInt(Integer::intValue).max().orElse(-1);
            notes.clear();
            if (peak > last) {
                told.add("streams=" + peak);
            }
            told.add("streams=" + last);
        }
        if (failed) {
            failed = false;
            told.add("fatal");
        }
    }
}
