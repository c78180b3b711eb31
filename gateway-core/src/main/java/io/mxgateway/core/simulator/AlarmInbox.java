package io.mxgateway.core.simulator;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The transitions that a subscribed session has not taken yet. Guarded by the lock of the {@link AlarmEngine}.
 *
 * <p>A session that takes nothing for long does not pile up: beyond a limit only what it was told last of each alarm is
 * kept, and what it is told in the end is the difference between that and what is then.
 */
final class AlarmInbox {
    private static final int MOST_CHANGES = 50_000;

    // Of the alarms whose transitions come here, by index.
    private final BitSet covered;
    private List<AlarmChange> changes = new ArrayList<>();
    // What was known of an alarm before the first of its transitions that is not in the list; empty while all are.
    private Map<AlarmNode, AlarmRecord> behind = new LinkedHashMap<>();

    AlarmInbox(BitSet covered) {
        this.covered = covered;
    }

    boolean covers(AlarmNode alarm) {
        return covered.get(alarm.index());
    }

    void add(AlarmChange change) {
        if (behind.isEmpty() && changes.size() < MOST_CHANGES) {
            changes.add(change);
        } else {
            behind.putIfAbsent(change.alarm(), change.before());
        }
    }

    /** All transitions since the last time, in order. */
    List<AlarmChange> take() {
        List<AlarmChange> taken = changes;
        if (!taken.isEmpty()) {
            changes = new ArrayList<>();
        }
        if (!behind.isEmpty()) {
            behind.forEach((alarm, told) -> taken.addAll(AlarmDifference.between(alarm, told, alarm.record())));
            behind = new LinkedHashMap<>();
        }
        return taken;
    }
}
