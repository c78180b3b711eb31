package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.AlarmConditionState;
import io.mxgateway.core.mx.MxActiveAlarm;
import io.mxgateway.core.mx.MxEventBody;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a client believes that only a snapshot and the transitions after it tell. What cannot be, fails at once. */
final class AlarmView {
    private final Map<String, AlarmConditionState> active = new TreeMap<>();

    static Map<String, AlarmConditionState> of(List<MxActiveAlarm> snapshot) {
        Map<String, AlarmConditionState> states = new TreeMap<>();
        snapshot.forEach(alarm -> states.put(alarm.alarmFullReference(), alarm.currentState()));
        return states;
    }

    void begin(List<MxActiveAlarm> snapshot) {
        active.clear();
        active.putAll(of(snapshot));
    }

    Map<String, AlarmConditionState> active() {
        return active;
    }

    void apply(MxEventBody.AlarmTransition transition) {
        String reference = transition.alarmFullReference();
        AlarmConditionState before = active.get(reference);
        AlarmConditionState after = switch (transition.transitionKind()) {
            case RAISE -> before == null ? AlarmConditionState.ACTIVE : AlarmConditionState.UNSPECIFIED;
            case RETRIGGER ->
                before == AlarmConditionState.INACTIVE ? AlarmConditionState.ACTIVE : AlarmConditionState.UNSPECIFIED;
            case CLEAR ->
                before == AlarmConditionState.ACTIVE
                        ? AlarmConditionState.INACTIVE
                        : before == AlarmConditionState.ACTIVE_ACKED ? null : AlarmConditionState.UNSPECIFIED;
            case ACKNOWLEDGE ->
                before == AlarmConditionState.ACTIVE
                        ? AlarmConditionState.ACTIVE_ACKED
                        : before == AlarmConditionState.INACTIVE ? null : AlarmConditionState.UNSPECIFIED;
            case UNSPECIFIED -> AlarmConditionState.UNSPECIFIED;
        };
        if (after == AlarmConditionState.UNSPECIFIED) {
            throw new AssertionError(transition.transitionKind() + " of " + reference + " which is " + before);
        }
        if (after == null) {
            active.remove(reference);
        } else {
            active.put(reference, after);
        }
    }
}
