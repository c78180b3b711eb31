package io.mxgateway.core.alarm;

import io.mxgateway.core.session.SessionException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;

/**
 * A place in an {@link AlarmFeed}. What it polls it takes from the feed a slice at a time, so that most polls need no lock;
 * a client that is cut off gets nothing more, not even the rest of its slice.
 */
final class FeedCursor implements AlarmFeedCursor {
    private static final Logger LOG = System.getLogger(FeedCursor.class.getName());
    private static final int SLICE = 64;

    private final AlarmFeed feed;
    private final String prefix;
    private final Runnable wakeUp;

    // Guarded by the feed's lock: the number of the next message to take.
    long next;
    // Guarded by the feed's lock: whether the last poll found nothing, and it was not woken since.
    boolean waits;
    // Why it is over; null while it goes on. Written once, under the feed's lock.
    volatile SessionException end;

    // Of the polling thread: what is told before anything of the ring; null when that is done.
    private List<AlarmFeedMessage> first = List.of();
    // Of the polling thread: what was taken from the ring; null before that.
    private AlarmFeedMessage[] slice;
    // Of the polling thread: the next to poll, of first or of slice, and how many of the slice are filled.
    private int index;
    private int filled;

    FeedCursor(AlarmFeed feed, String prefix, Runnable wakeUp, long next) {
        this.feed = feed;
        this.prefix = Objects.requireNonNull(prefix, "prefix");
        this.wakeUp = Objects.requireNonNull(wakeUp, "wakeUp");
        this.next = next;
    }

    /** Before the client has it: what it hears first. */
    void begin(List<AlarmFeedMessage> messages) {
        first = messages;
    }

    @Override
    public AlarmFeedMessage poll() {
        if (end != null) {
            first = null;
            slice = null;
            filled = 0;
            return null;
        }
        if (first != null) {
            if (index < first.size()) {
                return first.get(index++);
            }
            first = null;
            slice = new AlarmFeedMessage[SLICE];
            index = 0;
        }
        if (index == filled) {
            index = 0;
            filled = feed.take(this, prefix, slice);
            if (filled == 0) {
                return null;
            }
        }
        AlarmFeedMessage message = slice[index];
        slice[index++] = null;
        return message;
    }

    @Override
    public SessionException end() {
        return end;
    }

    @Override
    public void close() {
        feed.close(this);
    }

    /** Outside the feed's lock: there is something to poll or to learn. */
    void wakeUp() {
        try {
            wakeUp.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "a reader of alarms failed to be woken; the feed goes on", e);
        }
    }
}
