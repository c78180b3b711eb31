package io.mxgateway.core.mx;

/** What happened to an alarm. */
public enum AlarmTransitionKind {
    UNSPECIFIED(0),
    RAISE(1),
    ACKNOWLEDGE(2),
    CLEAR(3),
    /** Raised again before it had been acknowledged. */
    RETRIGGER(4);

    // Once: values() makes a copy for every caller.
    private static final AlarmTransitionKind[] ALL = values();

    private final int number;

    AlarmTransitionKind(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The constant with this wire number; {@link #UNSPECIFIED} for a number that none has. */
    public static AlarmTransitionKind ofNumber(int number) {
        return MxNumbers.find(ALL, AlarmTransitionKind::number, number).orElse(UNSPECIFIED);
    }
}
