package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.AlarmTransitionKind;
import java.util.ArrayList;
import java.util.List;

/** The fewest transitions that lead from what was known of an alarm to what is known now. */
final class AlarmDifference {
    private AlarmDifference() {}

    static List<AlarmChange> between(AlarmNode alarm, AlarmRecord told, AlarmRecord now) {
        List<AlarmChange> changes = new ArrayList<>(3);
        AlarmState state = told.state();
        if (told.isActive() && !(now.isActive() && now.guid().equals(told.guid()))) {
            // That occurrence is over, whatever came after it.
            AlarmRecord end = now.guid().equals(told.guid()) ? now : told;
            if (!state.isAcked()) {
                state = add(changes, alarm, AlarmState.Happening.ACKNOWLEDGED, state, told, end);
            }
            if (state.isInAlarm()) {
                state = add(changes, alarm, AlarmState.Happening.CEASED, state, told, end);
            }
        }
        if (now.isActive() && now.state() != state) {
            if (now.state() == AlarmState.UNACK_RTN) {
                if (!state.isInAlarm()) {
                    state = add(changes, alarm, AlarmState.Happening.BEGAN, state, told, now);
                }
                add(changes, alarm, AlarmState.Happening.CEASED, state, told, now);
            } else {
                if (!state.isInAlarm()) {
                    state = add(changes, alarm, AlarmState.Happening.BEGAN, state, told, now);
                }
                if (now.state() == AlarmState.ACK_ALM) {
                    add(changes, alarm, AlarmState.Happening.ACKNOWLEDGED, state, told, now);
                }
            }
        }
        return changes;
    }

    private static AlarmState add(
            List<AlarmChange> changes,
            AlarmNode alarm,
            AlarmState.Happening happening,
            AlarmState state,
            AlarmRecord before,
            AlarmRecord after) {
        AlarmState.Step step = state.after(happening);
        AlarmTransitionKind kind = step.kind();
        changes.add(new AlarmChange(alarm, kind, before, after));
        return step.to();
    }
}
