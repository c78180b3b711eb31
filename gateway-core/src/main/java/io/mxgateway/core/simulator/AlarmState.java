package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.AlarmConditionState;
import io.mxgateway.core.mx.AlarmTransitionKind;

/** The life of an alarm. */
enum AlarmState {
    /** The condition does not hold, and there is nothing to acknowledge. */
    NORMAL(AlarmConditionState.UNSPECIFIED),
    /** The condition holds, nobody has acknowledged. */
    UNACK_ALM(AlarmConditionState.ACTIVE),
    /** The condition holds, somebody has acknowledged. */
    ACK_ALM(AlarmConditionState.ACTIVE_ACKED),
    /** The condition holds no more, nobody has acknowledged. */
    UNACK_RTN(AlarmConditionState.INACTIVE);

    private final AlarmConditionState condition;

    AlarmState(AlarmConditionState condition) {
        this.condition = condition;
    }

    /** What can happen to an alarm. */
    enum Happening {
        /** The condition has begun to hold. */
        BEGAN,
        /** The condition has ceased to hold. */
        CEASED,
        /** An operator has taken note. */
        ACKNOWLEDGED
    }

    /** Where something that happens leads to, and what is told about it; null when it changes nothing. */
    record Step(AlarmState to, AlarmTransitionKind kind) {}

    /** The one place that knows what follows what; null when nothing changes. */
    Step after(Happening happening) {
        return switch (happening) {
            case BEGAN ->
                switch (this) {
                    case NORMAL -> new Step(UNACK_ALM, AlarmTransitionKind.RAISE);
                    case UNACK_RTN -> new Step(UNACK_ALM, AlarmTransitionKind.RETRIGGER);
                    case UNACK_ALM, ACK_ALM -> null;
                };
            case CEASED ->
                switch (this) {
                    case UNACK_ALM -> new Step(UNACK_RTN, AlarmTransitionKind.CLEAR);
                    case ACK_ALM -> new Step(NORMAL, AlarmTransitionKind.CLEAR);
                    case NORMAL, UNACK_RTN -> null;
                };
            case ACKNOWLEDGED ->
                switch (this) {
                    case UNACK_ALM -> new Step(ACK_ALM, AlarmTransitionKind.ACKNOWLEDGE);
                    case UNACK_RTN -> new Step(NORMAL, AlarmTransitionKind.ACKNOWLEDGE);
                    case NORMAL, ACK_ALM -> null;
                };
        };
    }

    /** Whether the condition holds. */
    boolean isInAlarm() {
        return this == UNACK_ALM || this == ACK_ALM;
    }

    /** Whether there is nothing to acknowledge. */
    boolean isAcked() {
        return this == NORMAL || this == ACK_ALM;
    }

    /** The state as clients know it; {@link AlarmConditionState#UNSPECIFIED} for an alarm that is over. */
    AlarmConditionState condition() {
        return condition;
    }
}
