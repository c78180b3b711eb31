package io.mxgateway.core.event;

import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.ReplayGap;
import io.mxgateway.core.mx.ReplayGapEvent;
import io.mxgateway.core.time.GatewayTime;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A cursor of an {@link EventLog}.
 *
 * <p>It takes events from the log a slice at a time, so that most polls need no lock. What is in the slice has left the
 * log as far as lapping is concerned; how much of it was polled is told by {@link #position()}. A reader that is cut off
 * gets nothing more, not even the rest of its slice, and its end names exactly the last event that a poll returned:
 * polling and ending both claim {@link #place} before they act.
 *
 * <p>No wake-up is lost: under the log's lock a poll either finds events or notes that it waits, and the writer, under
 * the same lock, adds events and then looks who waits. Whichever comes second sees what the first did.
 */
final class LogCursor implements EventCursor {
    private static final Logger LOG = System.getLogger(LogCursor.class.getName());

    private static final long BEGUN = -1;

    private final EventLog log;
    private final boolean client;
    private final int sliceSize;
    private final Runnable wakeUp;

    // The position; once the end is decided its complement, which is negative.
    private final AtomicLong place;

    // Null while the reader may go on; written once, under the log's lock.
    private volatile StreamEnd end;

    // Guarded by the log's lock: the next event to take, whether or not it is kept any more.
    private long next;
    // Guarded by the log's lock: the place behind which the events of the slice begin; those beyond it and up to the
    // position were delivered and are not counted yet.
    private long sliceStart;
    // Guarded by the log's lock: the newest event when the reader came; BEGUN once it polls.
    private long backlogEnd;

    // Of the polling thread: null before the first event; slots that were polled hold null.
    private MxEvent[] slice;
    // Of the polling thread: the next slot to poll, how many are filled, and the position behind the last of them.
    private int index;
    private int filled;
    private long sliceEnd;

    LogCursor(EventLog log, boolean client, int sliceSize, Runnable wakeUp, long after, long newest) {
        this.log = log;
        this.client = client;
        this.sliceSize = sliceSize;
        this.wakeUp = wakeUp;
        this.next = after + 1;
        this.sliceStart = after;
        this.backlogEnd = newest;
        this.place = new AtomicLong(after);
    }

    @Override
    public MxEvent poll() {
        if (index == filled && !log.fill(this)) {
            return null;
        }
        long before = place.get();
        long after = sliceEnd - (filled - index - 1);
        if (before < 0 || !place.compareAndSet(before, after)) {
            forgetSlice();
            return null;
        }
        MxEvent event = slice[index];
        slice[index++] = null;
        return event;
    }

    private void forgetSlice() {
        slice = null;
        index = 0;
        filled = 0;
    }

    @Override
    public long position() {
        long at = place.get();
        return at < 0 ? ~at : at;
    }

    @Override
    public StreamEnd end() {
        return end;
    }

    @Override
    public void close() {
        log.cut(this, StreamEnd.Cause.READER_LEFT, "the reader left");
    }

    /** Outside the lock: tells the reader that there is something to poll or to learn. */
    void wakeUp() {
        try {
            wakeUp.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "a reader of events failed to be woken; the log goes on", e);
        }
    }

    // What follows is called under the log's lock.

    boolean isClient() {
        return client;
    }

    boolean isOf(EventLog other) {
        return log == other;
    }

    /** The oldest event that is kept and that it has still to take. */
    long next(EventRing ring) {
        return Math.max(next, ring.oldest());
    }

    /** Whether it has not polled yet, and an event was there already when it came. */
    boolean foundWaiting(long sequence) {
        return sequence <= backlogEnd;
    }

    /**
     * On the polling thread, when its slice is used up: takes the next one.
     *
     * @return whether there is anything to poll
     */
    boolean take(EventRing ring, String sessionId, GatewayTime time, Effects effects) {
        backlogEnd = BEGUN;
        countDelivered(effects);
        boolean gap = next < ring.oldest();
        int events = (int) Math.min(ring.newest() - next(ring) + 1, gap ? sliceSize - 1 : sliceSize);
        index = 0;
        filled = events + (gap ? 1 : 0);
        if (filled == 0) {
            return false;
        }
        if (slice == null || slice.length < filled) {
            slice = new MxEvent[filled];
        }
        if (gap) {
            ReplayGap lost = new ReplayGap(next - 1, ring.oldest());
            slice[0] = new ReplayGapEvent(sessionId, lost, time.now());
            next = ring.oldest();
            effects.gaps += client ? 1 : 0;
        }
        sliceStart = next - 1;
        if (events > 0) {
            ring.copy(next, events, slice, filled - events);
            next += events;
        }
        sliceEnd = next - 1;
        return true;
    }

    private void countDelivered(Effects effects) {
        long position = position();
        if (client && position > sliceStart) {
            effects.delivered += position - sliceStart;
            sliceStart = position;
        }
    }

    /** Decides that nothing is polled any more; tells the last event that was. Then comes {@link #endWith}. */
    long claim(Effects effects) {
        long last = place.get();
        while (!place.compareAndSet(last, ~last)) {
            last = place.get();
        }
        countDelivered(effects);
        return last;
    }

    void endWith(StreamEnd.Cause cause, String text, long last) {
        end = new StreamEnd(cause, text, last);
    }
}
