package io.mxgateway.core.mx;

/** The state of an alarm that is not over yet. */
public enum AlarmConditionState {
    UNSPECIFIED(0),
    /** In alarm, not acknowledged (UNACK_ALM). */
    ACTIVE(1),
    /** In alarm, acknowledged (ACK_ALM). */
    ACTIVE_ACKED(2),
    /** Back to normal, not acknowledged yet (UNACK_RTN). */
    INACTIVE(3);

    // Once: values() makes a copy for every caller.
    private static final AlarmConditionState[] ALL = values();

    private final int number;

    AlarmConditionState(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The constant with this wire number; {@link #UNSPECIFIED} for a number that none has. */
    public static AlarmConditionState ofNumber(int number) {
        return MxNumbers.find(ALL, AlarmConditionState::number, number).orElse(UNSPECIFIED);
    }
}
