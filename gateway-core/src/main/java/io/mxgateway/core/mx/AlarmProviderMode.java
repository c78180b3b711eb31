package io.mxgateway.core.mx;

/** Where alarm records come from at the moment. */
public enum AlarmProviderMode {
    UNSPECIFIED(0),
    /** The alarm manager: complete records. */
    ALARMMGR(1),
    /** The alarm attributes of the objects themselves: degraded records. */
    SUBTAG(2);

    // Once: values() makes a copy for every caller.
    private static final AlarmProviderMode[] ALL = values();

    private final int number;

    AlarmProviderMode(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The constant with this wire number; {@link #UNSPECIFIED} for a number that none has. */
    public static AlarmProviderMode ofNumber(int number) {
        return MxNumbers.find(ALL, AlarmProviderMode::number, number).orElse(UNSPECIFIED);
    }
}
