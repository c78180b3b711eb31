package io.mxgateway.core.alarm;

import io.mxgateway.core.mx.MxActiveAlarm;
import io.mxgateway.core.mx.MxEventBody;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What somebody who hears an alarm feed knows, and how to go on with it when the feed was lost for a while: the snapshot of
 * the next feed becomes the transitions that lead there.
 *
 * <p>Not thread-safe.
 */
public final class AlarmPicture {
    private final AlarmBook book = new AlarmBook(true);
    // Whether a snapshot has been read.
    private boolean read;

    /** A picture of nothing. */
    public AlarmPicture() {}

    /** Whether a snapshot has been read. */
    public boolean isRead() {
        return read;
    }

    /**
     * A feed has begun.
     *
     * @param snapshot the alarms it began with
     * @param now the time of what has happened meanwhile and not told when
     * @return the first time, the snapshot itself; later, the transitions that lead to it from what was known
     */
    public List<AlarmNews> read(List<MxActiveAlarm> snapshot, Instant now) {
        List<AlarmChange> changes = book.reconcile(snapshot, false, now);
        List<AlarmNews> news = new ArrayList<>();
        if (read) {
            for (AlarmChange change : changes) {
                if (change.told() != null) {
                    news.add(change.told().news());
                }
            }
            return news;
        }
        read = true;
        snapshot.forEach(alarm -> news.add(new AlarmNews.Active(alarm)));
        news.add(new AlarmNews.SnapshotComplete(snapshot.size()));
        return news;
    }

    /** The feed has told a transition; empty when it cannot be one of an alarm as it is known here. */
    public Optional<AlarmNews> take(MxEventBody.AlarmTransition transition) {
        List<AlarmChange> changes = new ArrayList<>(1);
        book.take(transition, changes);
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(changes.get(0).told().news());
    }

    /** The alarms that are not over; a copy. */
    public List<MxActiveAlarm> active() {
        return book.alarms();
    }
}
