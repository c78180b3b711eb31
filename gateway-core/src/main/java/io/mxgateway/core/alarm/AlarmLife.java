package io.mxgateway.core.alarm;

import io.mxgateway.core.mx.AlarmConditionState;
import io.mxgateway.core.mx.AlarmTransitionKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The life of an alarm: where it can be, and which transition leads from where to where. */
enum AlarmLife {
    /** Not in alarm and nothing left to acknowledge: not told as active. */
    OVER(null),
    /** In alarm, not acknowledged. */
    ACTIVE(AlarmConditionState.ACTIVE),
    /** In alarm, acknowledged. */
    ACKED(AlarmConditionState.ACTIVE_ACKED),
    /** Back to normal, not acknowledged. */
    RETURNED(AlarmConditionState.INACTIVE);

    private static final List<AlarmTransitionKind> KINDS = List.of(
            AlarmTransitionKind.RAISE,
            AlarmTransitionKind.CLEAR,
            AlarmTransitionKind.RETRIGGER,
            AlarmTransitionKind.ACKNOWLEDGE);

    // Null for OVER: it has no state on the wire.
    private final AlarmConditionState state;

    AlarmLife(AlarmConditionState state) {
        this.state = state;
    }

    /** Where an alarm with this state is; one whose state is not told counts as active. */
    static AlarmLife of(AlarmConditionState state) {
        return switch (state) {
            case ACTIVE, UNSPECIFIED -> ACTIVE;
            case ACTIVE_ACKED -> ACKED;
            case INACTIVE -> RETURNED;
        };
    }

    /** Its state on the wire; null for {@link #OVER}. */
    AlarmConditionState state() {
        return state;
    }

    boolean inAlarm() {
        return this == ACTIVE || this == ACKED;
    }

    /** Where a transition leads; null when it cannot happen here. */
    AlarmLife after(AlarmTransitionKind kind) {
        return switch (kind) {
            case RAISE -> this == OVER ? ACTIVE : null;
            case RETRIGGER -> this == RETURNED ? ACTIVE : null;
            case ACKNOWLEDGE -> this == ACTIVE ? ACKED : this == RETURNED ? OVER : null;
            case CLEAR -> this == ACTIVE ? RETURNED : this == ACKED ? OVER : null;
            case UNSPECIFIED -> null;
        };
    }

    /** The transition as it is called here: what raises an alarm that waits to be acknowledged, raises it again. */
    AlarmTransitionKind called(AlarmTransitionKind kind) {
        return kind == AlarmTransitionKind.RAISE && this == RETURNED ? AlarmTransitionKind.RETRIGGER : kind;
    }

    /** The fewest transitions that lead to another place; none when it is this one. */
    List<AlarmTransitionKind> wayTo(AlarmLife target) {
        Map<AlarmLife, List<AlarmTransitionKind>> ways = new EnumMap<>(AlarmLife.class);
        ArrayDeque<AlarmLife> next = new ArrayDeque<>();
        ways.put(this, List.of());
        next.add(this);
        while (!ways.containsKey(target)) {
            AlarmLife here = next.remove();
            for (AlarmTransitionKind kind : KINDS) {
                AlarmLife there = here.after(kind);
                if (there != null && !ways.containsKey(there)) {
                    List<AlarmTransitionKind> way = new ArrayList<>(ways.get(here));
                    way.add(kind);
                    ways.put(there, way);
                    next.add(there);
                }
            }
        }
        return ways.get(target);
    }
}
