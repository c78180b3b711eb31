package io.mxgateway.core.mx;

/** What an event reports. {@link #UNSPECIFIED} is used by a replay gap only. */
public enum MxEventFamily {
    UNSPECIFIED(0),
    ON_DATA_CHANGE(1),
    ON_WRITE_COMPLETE(2),
    OPERATION_COMPLETE(3),
    ON_BUFFERED_DATA_CHANGE(4),
    ON_ALARM_TRANSITION(5),
    ON_ALARM_PROVIDER_MODE_CHANGED(6);

    // Once: values() makes a copy for every caller.
    private static final MxEventFamily[] ALL = values();

    private final int number;

    MxEventFamily(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The constant with this wire number; {@link #UNSPECIFIED} for a number that none has. */
    public static MxEventFamily ofNumber(int number) {
        // Asked for every event that passes: the numbers are the places.
        return number > 0 && number < ALL.length ? ALL[number] : UNSPECIFIED;
    }
}
