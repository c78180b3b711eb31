package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.AlarmAcknowledgement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The alarms of a running galaxy. Thread-safe; nothing is called out to under its lock.
 *
 * <p>It does nothing by itself. Whoever is interested asks for the state at a scan, and all scans up to there are looked
 * at, whoever was interested meanwhile: what an alarm is, follows from the values its attribute had at each scan since the
 * galaxy's start and from the acknowledgements. After a long time without interest only the last {@value
 * #MOST_SCANS_MADE_UP} scans are made up for; what came and went before them is not noticed.
 */
final class AlarmEngine {
    static final int MOST_SCANS_MADE_UP = 240;

    private final List<AlarmNode> alarms = new ArrayList<>();
    private final Map<AttributeNode, AlarmNode> byAttribute = new HashMap<>();
    private final Map<String, AlarmNode> byReference = new HashMap<>();
    private final long scanNanos;
    private final Object lock = new Object();
    // Occurrences that are not over, by GUID; guarded by lock.
    private final Map<String, AlarmNode> byGuid = new HashMap<>();
    // Of the sessions that are subscribed; guarded by lock.
    private final Set<AlarmInbox> inboxes = new LinkedHashSet<>();
    // The scan up to which every alarm was looked at, negative before the first; guarded by lock.
    private long looked = -1;
    // Whether the alarm manager does not answer; written by any thread, the last one wins.
    private volatile boolean managerDown;

    /** What a session has not been told yet, and how things are after that. */
    record Picture(List<AlarmChange> changes, List<Standing> active) {}

    /** How one alarm stands. */
    record Standing(AlarmNode alarm, AlarmRecord record) {}

    AlarmEngine(List<AttributeNode> alarmed, long seed, long scanNanos) {
        this.scanNanos = scanNanos;
        for (AttributeNode attribute : alarmed) {
            AlarmNode alarm = new AlarmNode(attribute, attribute.spec().alarm().orElseThrow(), alarms.size(), seed);
            alarms.add(alarm);
            byAttribute.put(attribute, alarm);
            byReference.put(alarm.fullReference().toLowerCase(Locale.ROOT), alarm);
        }
    }

    /** How often it can change. */
    long scanNanos() {
        return scanNanos;
    }

    int count() {
        return alarms.size();
    }

    /** The alarm of an attribute; null when it has none. */
    AlarmNode of(AttributeNode attribute) {
        return byAttribute.get(attribute);
    }

    /** The alarm with this full reference in any case; null when there is none. */
    AlarmNode named(String fullReference) {
        return byReference.get(fullReference.strip().toLowerCase(Locale.ROOT));
    }

    /** The indexes of the alarms that are meant. */
    BitSet indexesOf(Predicate<AlarmNode> meant) {
        BitSet indexes = new BitSet(alarms.size());
        alarms.stream().filter(meant).forEach(alarm -> indexes.set(alarm.index()));
        return indexes;
    }

    /** Whether the alarm manager does not answer at the moment. */
    boolean isManagerDown() {
        return managerDown;
    }

    void setManagerDown(boolean down) {
        managerDown = down;
    }

    /**
     * A session is told of transitions from a moment on; of what happened before it is not.
     *
     * @param before what the new inbox takes the place of, in one step; null for nothing
     * @return what was left in the old one
     */
    List<AlarmChange> subscribe(AlarmInbox inbox, AlarmInbox before, long elapsed) {
        synchronized (lock) {
            lookAt(elapsed);
            inboxes.add(inbox);
            if (before == null) {
                return List.of();
            }
            inboxes.remove(before);
            return before.take();
        }
    }

    void unsubscribe(AlarmInbox inbox) {
        synchronized (lock) {
            inboxes.remove(inbox);
        }
    }

    /** Whether anybody is subscribed. */
    boolean isSubscribed() {
        synchronized (lock) {
            return !inboxes.isEmpty();
        }
    }

    /** What has happened up to a moment, for one session. */
    List<AlarmChange> take(AlarmInbox inbox, long elapsed) {
        synchronized (lock) {
            lookAt(elapsed);
            return inbox.take();
        }
    }

    /** Brings everything up to a moment without telling anybody yet. */
    void lookUpTo(long elapsed) {
        synchronized (lock) {
            lookAt(elapsed);
        }
    }

    /**
     * What has happened up to a moment, for one session, and what is active then.
     *
     * @param covered of the alarms that are asked for, by index
     */
    Picture picture(AlarmInbox inbox, BitSet covered, long elapsed) {
        synchronized (lock) {
            lookAt(elapsed);
            List<Standing> active = new ArrayList<>();
            for (int i = covered.nextSetBit(0); i >= 0; i = covered.nextSetBit(i + 1)) {
                AlarmNode alarm = alarms.get(i);
                if (alarm.record().isActive()) {
                    active.add(new Standing(alarm, alarm.record()));
                }
            }
            return new Picture(inbox.take(), active);
        }
    }

    /** What is known of one alarm at a moment. */
    AlarmRecord recordOf(AlarmNode alarm, long elapsed) {
        synchronized (lock) {
            lookAt(alarm, elapsed);
            return alarm.record();
        }
    }

    /** What is known now. */
    AlarmRecord recordOf(AlarmNode alarm) {
        synchronized (lock) {
            return alarm.record();
        }
    }

    /** The alarm whose occurrence has a GUID and is not over at a moment; null when there is none. */
    AlarmNode withGuid(String guid, long elapsed) {
        synchronized (lock) {
            lookAt(elapsed);
            return byGuid.get(guid);
        }
    }

    /** Acknowledges an alarm as it is at a moment; false when there is nothing to acknowledge. */
    boolean acknowledge(AlarmNode alarm, AlarmAcknowledgement said, long elapsed) {
        synchronized (lock) {
            lookAt(alarm, elapsed);
            Instant now = alarm.attribute().startedAt().plusNanos(elapsed);
            AlarmChange change = alarm.acknowledge(said, now);
            publish(change);
            return change != null;
        }
    }

    /**
     * An attribute is about to be written: what its alarm makes of the scans before that moment is settled, as the value
     * of then is not known any more afterwards.
     */
    void settle(AttributeNode attribute, long elapsed) {
        AlarmNode alarm = byAttribute.get(attribute);
        if (alarm != null && elapsed > 0) {
            synchronized (lock) {
                lookAt(alarm, elapsed - 1);
            }
        }
    }

    // Everything below runs under the lock.

    /** One alarm is enough when nobody hears of it; otherwise all go on together, so that all is told in order. */
    private void lookAt(AlarmNode alarm, long elapsed) {
        if (!inboxes.isEmpty()) {
            lookAt(elapsed);
            return;
        }
        long last = elapsed - elapsed % scanNanos;
        for (long scan = first(alarm.looked(), last); scan <= last; scan += scanNanos) {
            track(alarm.look(scan));
        }
    }

    private void lookAt(long elapsed) {
        long last = elapsed - elapsed % scanNanos;
        for (long scan = first(looked, last); scan <= last; scan += scanNanos) {
            for (AlarmNode alarm : alarms) {
                publish(alarm.look(scan));
            }
            looked = scan;
        }
    }

    /** The first scan to look at after one that was looked at. */
    private long first(long before, long last) {
        long next = before < 0 ? 0 : before + scanNanos;
        return Math.max(next, last - (MOST_SCANS_MADE_UP - 1) * scanNanos);
    }

    private void publish(AlarmChange change) {
        if (change == null) {
            return;
        }
        track(change);
        for (AlarmInbox inbox : inboxes) {
            if (inbox.covers(change.alarm())) {
                inbox.add(change);
            }
        }
    }

    private void track(AlarmChange change) {
        if (change == null) {
            return;
        }
        if (change.after().isActive()) {
            byGuid.put(change.after().guid(), change.alarm());
        } else {
            byGuid.remove(change.after().guid());
        }
    }
}
