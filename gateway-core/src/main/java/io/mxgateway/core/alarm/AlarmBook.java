package io.mxgateway.core.alarm;

import io.mxgateway.core.mx.AlarmTransitionKind;
import io.mxgateway.core.mx.MxActiveAlarm;
import io.mxgateway.core.mx.MxEventBody;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which alarms are not over, and what each may do next. Takes the worker's events and the worker's snapshots, and gives the
 * changes to tell; whatever comes in, the changes of an alarm are steps that an alarm can take.
 *
 * <p>A snapshot and the events around it come by ways of different speed, so that either may be ahead. An event that came
 * after the snapshot was asked for may be older or newer than it; such an alarm is left alone. An event that comes
 * after the snapshot but is part of it already does not fit, or is older than the record; it is left out. In both cases
 * there is a doubt, which the next snapshot settles.
 *
 * <p>Not thread-safe: guarded by the serial queue of the monitor.
 */
final class AlarmBook {
    // Whether events and snapshots come by one way, so that nothing overtakes anything.
    private final boolean oneWay;
    private final Map<String, MxActiveAlarm> alarms = new HashMap<>();
    // The alarms whose events came since the snapshot was asked for; null while none is asked for.
    private Set<String> touched;
    // Whether something did not fit since the last snapshot was taken in.
    private boolean doubt;

    AlarmBook(boolean oneWay) {
        this.oneWay = oneWay;
    }

    /** How many alarms are not over. */
    int size() {
        return alarms.size();
    }

    /** The alarms that are not over; a copy. */
    List<MxActiveAlarm> alarms() {
        return List.copyOf(alarms.values());
    }

    /** Whether the next snapshot should come soon. */
    boolean inDoubt() {
        return doubt;
    }

    /** Something may have been missed. */
    void distrust() {
        doubt = true;
    }

    /** A snapshot is about to be asked for. */
    void snapshotAsked() {
        touched = new HashSet<>();
    }

    /** The snapshot that was asked for will not come. */
    void snapshotMissed() {
        touched = null;
    }

    /** Takes an event in; adds what there is to tell. */
    void take(MxEventBody.AlarmTransition event, List<AlarmChange> changes) {
        String reference = event.alarmFullReference();
        if (touched != null) {
            touched.add(reference);
        }
        MxActiveAlarm before = alarms.get(reference);
        AlarmLife here = lifeOf(before);
        AlarmTransitionKind kind = here.called(event.transitionKind());
        AlarmLife there = here.after(kind);
        if (there == null || (!oneWay && isStale(before, event, kind))) {
            doubt = true;
            return;
        }
        MxEventBody.AlarmTransition told = kind == event.transitionKind() ? event : renamed(event, kind);
        changes.add(enter(told, there == AlarmLife.OVER ? null : AlarmRecords.after(before, told, there)));
    }

    private static AlarmLife lifeOf(MxActiveAlarm alarm) {
        return alarm == null ? AlarmLife.OVER : AlarmLife.of(alarm.currentState());
    }

    private static boolean isStale(MxActiveAlarm before, MxEventBody.AlarmTransition event, AlarmTransitionKind kind) {
        if (before == null) {
            return false;
        }
        Instant known = before.lastTransitionTimestamp();
        Instant now = event.transitionTimestamp();
        if (known != null && now != null && now.isBefore(known)) {
            return true;
        }
        boolean ofOther = !before.alarmGuid().isEmpty()
                && !event.alarmGuid().isEmpty()
                && before.degraded() == event.degraded()
                && !before.alarmGuid().equalsIgnoreCase(event.alarmGuid());
        return ofOther && kind != AlarmTransitionKind.RETRIGGER;
    }

    private static MxEventBody.AlarmTransition renamed(MxEventBody.AlarmTransition event, AlarmTransitionKind kind) {
        return new MxEventBody.AlarmTransition(
                event.alarmFullReference(),
                event.sourceObjectReference(),
                event.alarmTypeName(),
                kind,
                event.severity(),
                event.originalRaiseTimestamp(),
                event.transitionTimestamp(),
                event.operatorUser(),
                event.operatorComment(),
                event.category(),
                event.description(),
                event.currentValue(),
                event.limitValue(),
                event.degraded(),
                event.alarmGuid());
    }

    /** The alarm has changed; {@code after} is null when it is over. */
    private AlarmChange enter(MxEventBody.AlarmTransition told, MxActiveAlarm after) {
        String reference = told.alarmFullReference();
        AlarmFeedMessage active = null;
        if (after == null) {
            alarms.remove(reference);
        } else {
            alarms.put(reference, after);
            active = new AlarmFeedMessage(new AlarmNews.Active(after));
        }
        return new AlarmChange(new AlarmFeedMessage(new AlarmNews.Transition(told)), reference, active);
    }

    /**
     * Takes in the snapshot that was asked for.
     *
     * @param partial whether it comes from a provider that does not know all alarms: what such a one has never told of
     *     is not over because it does not list it
     * @param now the time of what is known to have happened and not when
     * @return what there is to tell: the differences, each as the fewest steps that lead there
     */
    List<AlarmChange> reconcile(List<MxActiveAlarm> snapshot, boolean partial, Instant now) {
        Set<String> unsure = touched == null ? Set.of() : touched;
        touched = null;
        doubt = false;
        // In the order of the snapshot, so that a fresh feed tells them as the worker does.
        Map<String, MxActiveAlarm> truth = new LinkedHashMap<>();
        snapshot.forEach(alarm -> truth.put(alarm.alarmFullReference(), alarm));
        List<AlarmChange> changes = new ArrayList<>();
        for (MxActiveAlarm ours : List.copyOf(alarms.values())) {
            boolean wouldBeListed = !partial || ours.degraded();
            if (wouldBeListed && !truth.containsKey(ours.alarmFullReference())) {
                settle(ours, null, unsure, now, changes);
            }
        }
        truth.forEach((reference, alarm) -> settle(alarms.get(reference), alarm, unsure, now, changes));
        return changes;
    }

    /** Brings one alarm from ours to theirs; one of both may be null. */
    private void settle(
            MxActiveAlarm ours, MxActiveAlarm theirs, Set<String> unsure, Instant now, List<AlarmChange> changes) {
        List<AlarmTransitionKind> steps = steps(ours, theirs);
        String reference = (theirs == null ? ours : theirs).alarmFullReference();
        if (unsure.contains(reference)) {
            doubt |= !steps.isEmpty();
            return;
        }
        AlarmLife life = lifeOf(ours);
        MxActiveAlarm record = ours;
        for (int i = 0; i < steps.size(); i++) {
            AlarmTransitionKind kind = steps.get(i);
            boolean begins = kind == AlarmTransitionKind.RAISE || kind == AlarmTransitionKind.RETRIGGER;
            if (begins) {
                record = theirs;
            }
            boolean last = i == steps.size() - 1;
            if (last && theirs != null) {
                record = theirs;
            }
            life = life.after(kind);
            MxEventBody.AlarmTransition told = AlarmRecords.told(record, kind, when(kind, last, theirs, now));
            MxActiveAlarm after = life == AlarmLife.OVER ? null : AlarmRecords.after(record, told, life);
            changes.add(enter(told, last && theirs != null ? theirs : after));
        }
        if (steps.isEmpty() && !theirs.equals(ours)) {
            // A detail that no transition tells: whoever comes from now on gets it right.
            alarms.put(reference, theirs);
            changes.add(new AlarmChange(null, reference, new AlarmFeedMessage(new AlarmNews.Active(theirs))));
        }
    }

    private static Instant when(AlarmTransitionKind kind, boolean last, MxActiveAlarm theirs, Instant now) {
        if (theirs == null) {
            return now;
        }
        Instant raised = theirs.originalRaiseTimestamp();
        boolean begins = kind == AlarmTransitionKind.RAISE || kind == AlarmTransitionKind.RETRIGGER;
        Instant known = last ? theirs.lastTransitionTimestamp() : begins ? raised : null;
        return known == null ? now : known;
    }

    private static List<AlarmTransitionKind> steps(MxActiveAlarm ours, MxActiveAlarm theirs) {
        AlarmLife here = lifeOf(ours);
        List<AlarmTransitionKind> steps = new ArrayList<>();
        if (ours != null && theirs != null && !AlarmRecords.sameOccurrence(ours, theirs)) {
            if (here.inAlarm()) {
                steps.add(AlarmTransitionKind.CLEAR);
                here = here.after(AlarmTransitionKind.CLEAR);
            }
            if (here == AlarmLife.RETURNED) {
                steps.add(AlarmTransitionKind.RETRIGGER);
                here = AlarmLife.ACTIVE;
            }
        }
        steps.addAll(here.wayTo(lifeOf(theirs)));
        return steps;
    }
}
