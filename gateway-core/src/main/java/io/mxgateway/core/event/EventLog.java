package io.mxgateway.core.event;

import io.mxgateway.core.config.EventOptions;
import io.mxgateway.core.config.OverflowPolicy;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.core.time.GatewayTime.Timer;
import java.util.List;
import java.util.Objects;

/**
 * The events of one session: one writer, and any number of readers that each pull at their own pace. Events are stored
 * once, whoever reads them; a reader is a place in the log.
 *
 * <p>The log keeps the last {@code events.log-size} events, none longer than {@code events.retention} (as exactly as
 * anybody can see: when a reader comes, when events come, and by a timer that is at most a sixteenth of the retention
 * late). What goes before a reader has taken it shows as a {@linkplain MxEvent#replayGap() replay gap}, in its place among the
 * events. Only size, not age, can end a client stream; see {@link Owner#onBackPressure}.
 *
 * <p>A log lives in three steps. Until {@link #end} it takes events. Then what it kept can still be read, also by readers
 * that come only now, and every reader comes to the log's end; such readers count for {@code events.max-streams} and for
 * nothing else. After {@link #release} nothing is kept.
 *
 * <p>Thread-safe, except that one thread at a time may append. Nothing blocks. The owner, readers' wake-ups and metrics
 * are called without a lock, on the thread whose call brought it about, and may call the log in turn.
 */
public final class EventLog {
    /** A slice leaves the log before it is polled, so it is small beside the log; and it is worth the lock it saves. */
    private static final int MAX_SLICE = 64;

    private static final int SLICES_PER_LOG = 8;

    /** A timer for every event would be many; this many for a whole retention do. */
    private static final int AGE_CHECKS_PER_RETENTION = 16;

    /**
     * Whoever feeds the log. Calls come one at a time, in the order in which things happened, and must not block. What
     * changes again before it could be told is left out, except that a number of streams above zero is told before the
     * zero that follows it.
     */
    public interface Owner {
        /**
         * Every client stream is full: the source is to be held up, or may go on again. What is on its way may still be
         * appended, to a bound. A stream that is full while another one has room holds nobody up; it is ended.
         */
        void onBackPressure(boolean holdUp);

        /** The log has ended itself with this text, because its only client stream fell behind and the policy says so. */
        void onFatalOverflow(String text);

        /** A client stream came or left; not called any more once the log is ended. */
        void onStreams(int attached);
    }

    private record End(StreamEnd.Cause cause, String text) {}

    private final String sessionId;
    private final EventOptions options;
    private final GatewayTime time;
    private final GatewayMetrics metrics;
    private final int sliceSize;
    private final long retention;
    private final FamilyCounts received;

    private final Object lock = new Object();
    private final EventRing ring = new EventRing(); // guarded by lock
    private final Readers readers = new Readers(); // guarded by lock
    private final DrainCursor drain; // guarded by lock
    private final Admission admission;
    private final OwnerCalls ownerCalls;
    private final Overflow overflow; // guarded by lock
    private final LogTimer ageTimer;

    // Guarded by lock: null until the log is ended.
    private End ended;
    // Guarded by lock: whether storage was given back, and whether it is to be when the last reader has gone.
    private boolean released;
    private boolean releaseWhenRead;
    // Guarded by lock: what the depth gauge was told.
    private int depthTold;

    /**
     * An empty log that holds nothing and runs nothing.
     *
     * @param sessionId named by gaps and texts
     * @param options its bounds
     * @param time tells the age of events
     * @param metrics counts what goes through
     * @param owner who feeds it
     */
    public EventLog(String sessionId, EventOptions options, GatewayTime time, GatewayMetrics metrics, Owner owner) {
        this.sessionId = Objects.requireNonNull(sessionId, "sessionId");
        this.options = Objects.requireNonNull(options, "options");
        this.time = Objects.requireNonNull(time, "time");
        this.metrics = Objects.requireNonNull(metrics, "metrics");
        this.sliceSize = Math.max(1, Math.min(MAX_SLICE, options.logSize() / SLICES_PER_LOG));
        this.retention = options.retention().toNanos();
        this.received = new FamilyCounts(metrics);
        this.drain = new DrainCursor(sessionId, time);
        this.admission = new Admission(sessionId, options);
        this.ownerCalls = new OwnerCalls(lock, Objects.requireNonNull(owner, "owner"));
        this.ageTimer = new LogTimer(time, lock, this::onAgeTimer);
        LogTimer fullTimer = new LogTimer(time, lock, this::onFullTimer);
        this.overflow = new Overflow(options, ring, readers, time, ownerCalls, new Consequences(), fullTimer);
    }

    /**
     * Adds events. One thread at a time; never blocks and never refuses for want of room. Ignored once the log is ended.
     *
     * @param events in the worker's order
     * @throws IllegalArgumentException when the sequences do not follow on those before; nothing is added then
     */
    public void append(List<MxEvent> events) {
        long now = time.nanoTime();
        Effects effects = new Effects();
        synchronized (lock) {
            if (ended != null || events.isEmpty()) {
                return;
            }
            checkOrder(events);
            expire(now, effects);
            for (int i = 0; i < events.size() && ended == null; i++) {
                ring.add(events.get(i), now);
                if (ring.size() > options.logSize()) {
                    overflow.settle(effects);
                }
            }
            readers.wakeAll(effects);
            leave(effects);
        }
        effects.happen(metrics, ownerCalls);
        received.received(events);
    }

    /**
     * Whether the source is to be held up at the moment, whatever the owner has been told so far. When this was true,
     * the owner will be told that the source may go on, even if it is never told of the holding up.
     */
    public boolean holdsUp() {
        synchronized (lock) {
            if (overflow.holdsUp()) {
                ownerCalls.notePressureSeen();
                return true;
            }
            return false;
        }
    }

    private void checkOrder(List<MxEvent> events) {
        long expected = ring.newest() + 1;
        for (int i = 0; i < events.size(); i++, expected++) {
            long sequence = events.get(i).sequence();
            if (sequence != expected) {
                throw new IllegalArgumentException("event out of sequence: session=" + sessionId + " sequence="
                        + Long.toUnsignedString(sequence) + " expected=" + expected
                        + "; sequences are contiguous from 1");
            }
        }
    }

    /**
     * Attaches a client stream. Where it wants neither a position nor everything, it gets what comes from now on; the
     * first one that was ever attached gets everything.
     *
     * @param wakeUp called when there is something to poll or to learn: at most once after each poll that returned null,
     *     and once more if the reader is cut off
     * @return its cursor, to be closed by the caller
     * @throws EventLogException when there is no such position, no room for one more stream, or nothing left to read
     */
    public EventCursor attach(StreamStart start, Runnable wakeUp) {
        return add(start, wakeUp, true);
    }

    /**
     * Attaches a reader within the gateway. It is never in anybody's way: it counts nowhere, holds nobody up and is not
     * ended for being slow, but told of the gap.
     *
     * @param wakeUp as for {@link #attach}
     * @throws EventLogException when there is no such position, or nothing left to read
     */
    public EventCursor observe(StreamStart start, Runnable wakeUp) {
        return add(start, wakeUp, false);
    }

    private EventCursor add(StreamStart start, Runnable wakeUp, boolean client) {
        Objects.requireNonNull(wakeUp, "wakeUp");
        Effects effects = new Effects();
        EventLogException refusal;
        LogCursor cursor = null;
        synchronized (lock) {
            expire(time.nanoTime(), effects);
            refusal = refusal(start, client);
            if (refusal == null) {
                cursor = new LogCursor(this, client, sliceSize, wakeUp, place(start, client), ring.newest());
                readers.add(cursor, ring);
                if (client && ended == null) {
                    ownerCalls.noteStreams(readers.clientCount());
                    effects.then(() -> metrics.move(GatewayMetric.STREAMS_OPEN, 1));
                    overflow.settle(effects);
                }
            }
            leave(effects);
        }
        effects.happen(metrics, ownerCalls);
        if (refusal != null) {
            throw refusal;
        }
        return cursor;
    }

    /** Why a reader is not let in, or null. */
    private EventLogException refusal(StreamStart start, boolean client) {
        if (released || releaseWhenRead) {
            return new EventLogException(
                    EventLogException.Reason.ENDED,
                    "the events of the session are gone: session=" + sessionId + " ended="
                            + ended.cause().tag());
        }
        EventLogException refusal = admission.positionRefusal(start, ring.newest());
        return refusal == null && client ? admission.streamRefusal(readers.clientCount()) : refusal;
    }

    private long place(StreamStart start, boolean client) {
        if (start.afterSequence() != 0) {
            return start.afterSequence();
        }
        boolean first = client && !readers.hadClient();
        return first || start.fromOldest() ? 0 : ring.newest();
    }

    /** On the polling thread of a cursor: gets it its next slice, or notes that it waits, or tells it its end. */
    boolean fill(LogCursor cursor) {
        Effects effects = new Effects();
        boolean some;
        synchronized (lock) {
            if (cursor.end() != null) {
                return false;
            }
            some = cursor.take(ring, sessionId, time, effects);
            if (some) {
                if (cursor.isClient()) {
                    overflow.moved(effects);
                }
            } else if (ended == null) {
                readers.waits(cursor);
            } else {
                cursor.endWith(ended.cause(), ended.text(), cursor.claim(effects));
                remove(cursor);
            }
            leave(effects);
        }
        effects.happen(metrics, ownerCalls);
        return some;
    }

    /**
     * Cuts one reader off: it polls nothing more, and {@link EventCursor#end()} says why at once. Its wake-up is called
     * even if it did not wait.
     *
     * @param cursor one that this log gave out
     * @return whether this call ended it
     */
    public boolean cut(EventCursor cursor, StreamEnd.Cause cause, String text) {
        if (!(cursor instanceof LogCursor mine) || !mine.isOf(this)) {
            throw new IllegalArgumentException("not a cursor of this log: session=" + sessionId + " cursor=" + cursor);
        }
        Effects effects = new Effects();
        synchronized (lock) {
            if (mine.end() != null) {
                return false;
            }
            cutOff(mine, cause, text, mine.claim(effects), effects);
            if (ended == null) {
                overflow.settle(effects);
            }
            leave(effects);
        }
        effects.happen(metrics, ownerCalls);
        return true;
    }

    private void cutOff(LogCursor cursor, StreamEnd.Cause cause, String text, long last, Effects effects) {
        cursor.endWith(cause, text, last);
        remove(cursor);
        if (ended == null && cursor.isClient()) {
            ownerCalls.noteStreams(readers.clientCount());
            countEnded(cause, 1, effects);
        }
        if (cause != StreamEnd.Cause.READER_LEFT) {
            effects.wake(cursor);
        }
    }

    private void countEnded(StreamEnd.Cause cause, int streams, Effects effects) {
        effects.then(() -> {
            metrics.move(GatewayMetric.STREAMS_OPEN, -streams);
            metrics.count(GatewayMetric.STREAMS_ENDED, streams, cause.tag());
        });
    }

    private void remove(LogCursor cursor) {
        readers.remove(cursor);
        if (releaseWhenRead && readers.isEmpty()) {
            dropAll();
        }
    }

    /** What {@link Overflow} decides, carried out under the lock. */
    private final class Consequences implements Overflow.Verdict {
        @Override
        public void disconnect(LogCursor client, Effects effects) {
            long last = client.claim(effects);
            countOverflow(OverflowPolicy.DISCONNECT_SUBSCRIBER, effects);
            cutOff(client, StreamEnd.Cause.OVERFLOW, "event stream overflow: " + facts(last), last, effects);
        }

        @Override
        public void fail(LogCursor client, Effects effects) {
            String text = "event stream overflow, and the policy is to fail the session: " + facts(client.position());
            countOverflow(OverflowPolicy.FAIL_SESSION, effects);
            endLocked(StreamEnd.Cause.SESSION_FAULTED, text, effects);
            ownerCalls.noteFatal(text);
        }

        private void countOverflow(OverflowPolicy applied, Effects effects) {
            effects.then(() -> metrics.count(GatewayMetric.EVENTS_OVERFLOWS, Tags.of(applied)));
        }

        private String facts(long last) {
            return "session=" + sessionId + " lastSequence=" + last + " newest=" + ring.newest() + " logSize="
                    + options.logSize() + "; read faster, or resume after lastSequence";
        }
    }

    /**
     * What came since the last call, oldest first; the first call begins at sequence 1. The log's one polling reader: it
     * holds nobody up and counts nowhere. A replay gap stands for what it lost. An ended log can be drained until it is
     * released.
     *
     * @param maxEvents at most so many, 0 for no limit
     * @param maxBytes at most so many {@linkplain MxEvent#approximateBytes bytes}; but the first event is returned
     *     whatever its size, since it would be in the way for ever
     * @return the events, perhaps none; belongs to the caller
     */
    public List<MxEvent> drain(int maxEvents, long maxBytes) {
        List<MxEvent> drained;
        Effects effects = new Effects();
        synchronized (lock) {
            expire(time.nanoTime(), effects);
            drained = drain.take(ring, maxEvents, maxBytes, effects);
            leave(effects);
        }
        effects.happen(metrics, ownerCalls);
        return drained;
    }

    /**
     * Ends the log. Later events are ignored; readers get what is left, then this end. Client streams count as ended from
     * now on. The first end is the one that holds.
     *
     * @return whether this call ended it
     */
    public boolean end(StreamEnd.Cause cause, String text) {
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(text, "text");
        Effects effects = new Effects();
        synchronized (lock) {
            if (ended != null) {
                return false;
            }
            endLocked(cause, text, effects);
            leave(effects);
        }
        effects.happen(metrics, ownerCalls);
        return true;
    }

    private void endLocked(StreamEnd.Cause cause, String text, Effects effects) {
        ended = new End(cause, text);
        Timer ofAge = ageTimer.finish();
        Timer ofOverflow = overflow.finish();
        effects.then(ofAge::cancel);
        effects.then(ofOverflow::cancel);
        if (readers.clientCount() > 0) {
            countEnded(cause, readers.clientCount(), effects);
        }
        readers.wakeAll(effects);
    }

    /** Gives storage back now. Readers that had not read everything are told of the gap before the end. Idempotent. */
    public void release() {
        end(StreamEnd.Cause.SESSION_CLOSED, "the log was released");
        synchronized (lock) {
            dropAll();
        }
    }

    /** Lets no new reader in, and gives storage back as soon as those there are have read everything or left. */
    public void releaseWhenRead() {
        end(StreamEnd.Cause.SESSION_CLOSED, "the log was released");
        synchronized (lock) {
            releaseWhenRead = true;
            if (readers.isEmpty()) {
                dropAll();
            }
        }
    }

    private void dropAll() {
        released = true;
        ring.dropBefore(ring.newest() + 1);
    }

    /** How many client streams are attached; after the end, how many have not read everything yet. */
    public int streams() {
        synchronized (lock) {
            return readers.clientCount();
        }
    }

    /** The sequence of the newest event, 0 before the first. */
    public long newestSequence() {
        synchronized (lock) {
            return ring.newest();
        }
    }

    /** The sequence of the oldest event that is kept; the one after the newest when none is. */
    public long oldestSequence() {
        synchronized (lock) {
            return ring.oldest();
        }
    }

    /** How many events are kept. */
    public int depth() {
        synchronized (lock) {
            return ring.size();
        }
    }

    /** About how many bytes the events take that are kept; looks at each of them. */
    public long retainedBytes() {
        synchronized (lock) {
            long bytes = 0;
            for (long sequence = ring.oldest(); sequence <= ring.newest(); sequence++) {
                bytes += ring.get(sequence).approximateBytes();
            }
            return bytes;
        }
    }

    private void expire(long now, Effects effects) {
        if (retention == 0 || ended != null) {
            return;
        }
        long before = ring.oldest();
        while (ring.size() > 0 && now - ring.oldestArrival() >= retention) {
            ring.dropBefore(ring.oldest() + 1);
        }
        if (ring.oldest() != before) {
            overflow.settle(effects);
        }
    }

    private void onAgeTimer() {
        Effects effects = new Effects();
        synchronized (lock) {
            ageTimer.fired();
            if (ended != null) {
                return;
            }
            expire(time.nanoTime(), effects);
            leave(effects);
        }
        effects.happen(metrics, ownerCalls);
    }

    private void onFullTimer() {
        Effects effects = new Effects();
        synchronized (lock) {
            if (ended != null) {
                return;
            }
            overflow.timeIsUp(effects);
            leave(effects);
        }
        effects.happen(metrics, ownerCalls);
    }

    /** The last thing under the lock, of every operation: settles what follows from its having changed something. */
    private void leave(Effects effects) {
        int depth = ended == null ? ring.size() : 0;
        effects.depth += depth - depthTold;
        depthTold = depth;
        if (retention != 0 && depth > 0 && ageTimer.want()) {
            long left = ring.oldestArrival() + retention - time.nanoTime();
            long delay = Math.max(left, retention / AGE_CHECKS_PER_RETENTION);
            effects.then(() -> ageTimer.set(delay));
        }
        effects.owner = ownerCalls.hasSomething();
    }
}
