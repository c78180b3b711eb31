package io.mxgateway.core.alarm;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.session.SessionErrorCode;
import io.mxgateway.core.session.SessionException;
import io.mxgateway.core.session.SessionFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the monitor tells, and the clients that hear it: the alarms that are active, a ring of the last messages, and a
 * place in it for each client. One writer; a client whose place the ring comes round to is ended, and the writer never
 * waits.
 *
 * <p>Thread-safe, except that one thread at a time may publish. Nothing blocks. Clients are woken without a lock.
 */
final class AlarmFeed {
    private final int maxStreams;
    private final GatewayMetrics metrics;
    private final Object lock = new Object();

    // All guarded by lock.
    private final AlarmFeedMessage[] ring;
    // How many messages there have ever been; the newest is number newest - 1.
    private long newest;
    // By full reference, in the order in which they came.
    private final Map<String, AlarmFeedMessage> active = new LinkedHashMap<>();
    // The values of active; null when they have changed since somebody wanted them.
    private AlarmFeedMessage[] snapshot;
    // The latest news of the provider.
    private AlarmFeedMessage status;
    private final Set<FeedCursor> cursors = new LinkedHashSet<>();
    // Why it is over; null while it goes on.
    private SessionException ended;

    /**
     * A feed that knows of no alarm.
     *
     * @param size how many messages a client may fall behind
     * @param maxStreams how many clients there may be
     * @param status the state of the provider at first
     */
    AlarmFeed(int size, int maxStreams, AlarmNews.ProviderStatus status, GatewayMetrics metrics) {
        this.ring = new AlarmFeedMessage[size];
        this.maxStreams = maxStreams;
        this.status = new AlarmFeedMessage(status);
        this.metrics = metrics;
    }

    /** Tells changes, all in one step: a client hears all of them or finds all of them in its snapshot. */
    void publish(List<AlarmChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        List<FeedCursor> woken = new ArrayList<>();
        List<FeedCursor> cut = new ArrayList<>();
        int alarms;
        synchronized (lock) {
            if (ended != null) {
                return;
            }
            changes.forEach(this::add);
            long oldest = newest - ring.length;
            for (FeedCursor cursor : cursors) {
                if (cursor.next < oldest) {
                    cut.add(cursor);
                } else if (cursor.waits && cursor.next < newest) {
                    cursor.waits = false;
                    woken.add(cursor);
                }
            }
            cut.forEach(cursor -> leave(cursor, overflow()));
            alarms = active.size();
        }
        metrics.set(GatewayMetric.ALARMS_ACTIVE, alarms);
        cut.forEach(cursor -> left(cursor, "overflow"));
        woken.forEach(FeedCursor::wakeUp);
    }

    /** The latest news of the provider. */
    AlarmNews.ProviderStatus status() {
        synchronized (lock) {
            return (AlarmNews.ProviderStatus) status.news();
        }
    }

    private void add(AlarmChange change) {
        if (change.reference() != null) {
            snapshot = null;
            if (change.active() == null) {
                active.remove(change.reference());
            } else {
                active.put(change.reference(), change.active());
            }
        }
        if (change.told() != null) {
            ring[(int) (newest++ % ring.length)] = change.told();
            if (change.told().news() instanceof AlarmNews.ProviderStatus) {
                status = change.told();
            }
        }
    }

    private SessionException overflow() {
        return new SessionException(
                SessionErrorCode.EVENT_QUEUE_OVERFLOW,
                "the client fell behind by more than the alarm feed keeps: alarms.feed-size=" + ring.length
                        + "; read faster, or with a narrower prefix, and begin anew with the snapshot");
    }

    /** Under the lock: the client gets nothing more. */
    private void leave(FeedCursor cursor, SessionException why) {
        cursors.remove(cursor);
        cursor.end = why;
    }

    /** Outside the lock: a client that was cut off is told. */
    private void left(FeedCursor cursor, String reason) {
        counted(reason);
        cursor.wakeUp();
    }

    private void counted(String reason) {
        metrics.move(GatewayMetric.STREAMS_OPEN, -1);
        metrics.count(GatewayMetric.STREAMS_ENDED, reason);
    }

    /**
     * A new client: the snapshot and a place behind it, in one step.
     *
     * @throws SessionException when there are too many, or the feed is over
     */
    AlarmFeedCursor attach(String prefix, Runnable wakeUp) {
        FeedCursor cursor;
        AlarmFeedMessage[] all;
        AlarmFeedMessage provider;
        synchronized (lock) {
            if (ended != null) {
                throw ended;
            }
            if (cursors.size() >= maxStreams) {
                throw new SessionException(
                        SessionErrorCode.SUBSCRIBER_LIMIT_REACHED,
                        "there is the maximum of alarm streams: streams=" + cursors.size() + " maximum=" + maxStreams
                                + " (alarms.max-streams); end another first",
                        Map.of(SessionFacts.LIMIT, Integer.toString(maxStreams)),
                        null);
            }
            all = snapshot();
            provider = status;
            cursor = new FeedCursor(this, prefix, wakeUp, newest);
            cursors.add(cursor);
        }
        metrics.move(GatewayMetric.STREAMS_OPEN, 1);
        List<AlarmFeedMessage> first = filtered(all, prefix);
        first.add(new AlarmFeedMessage(new AlarmNews.SnapshotComplete(first.size())));
        first.add(provider);
        cursor.begin(first);
        return cursor;
    }

    private AlarmFeedMessage[] snapshot() {
        if (snapshot == null) {
            snapshot = active.values().toArray(AlarmFeedMessage[]::new);
        }
        return snapshot;
    }

    /** What is active now. */
    List<AlarmFeedMessage> active(String prefix) {
        AlarmFeedMessage[] all;
        synchronized (lock) {
            if (ended != null) {
                throw ended;
            }
            all = snapshot();
        }
        return filtered(all, prefix);
    }

    private static List<AlarmFeedMessage> filtered(AlarmFeedMessage[] all, String prefix) {
        List<AlarmFeedMessage> some = new ArrayList<>(all.length + 2);
        for (AlarmFeedMessage message : all) {
            if (message.news().concerns(prefix)) {
                some.add(message);
            }
        }
        return some;
    }

    /** How many clients there are. */
    int streams() {
        synchronized (lock) {
            return cursors.size();
        }
    }

    /** Ends every client's place; nothing is told any more and nobody gets in. The first call counts. */
    void end(SessionException why) {
        List<FeedCursor> cut;
        synchronized (lock) {
            if (ended != null) {
                return;
            }
            ended = why;
            cut = List.copyOf(cursors);
            cut.forEach(cursor -> leave(cursor, why));
        }
        metrics.set(GatewayMetric.ALARMS_ACTIVE, 0);
        cut.forEach(cursor -> left(cursor, "gateway-shutdown"));
    }

    // For cursors.

    /**
     * The next messages that concern a client, or a note that it waits.
     *
     * @return how many of {@code slice} were filled
     */
    int take(FeedCursor cursor, String prefix, AlarmFeedMessage[] slice) {
        synchronized (lock) {
            if (cursor.end != null) {
                return 0;
            }
            int filled = 0;
            while (filled < slice.length && cursor.next < newest) {
                AlarmFeedMessage message = ring[(int) (cursor.next++ % ring.length)];
                if (message.news().concerns(prefix)) {
                    slice[filled++] = message;
                }
            }
            cursor.waits = filled == 0;
            return filled;
        }
    }

    void close(FeedCursor cursor) {
        synchronized (lock) {
            if (cursor.end != null) {
                return;
            }
            leave(cursor, new SessionException(SessionErrorCode.CANCELLED, "the client left the alarm feed"));
        }
        counted("client-cancel");
    }
}
