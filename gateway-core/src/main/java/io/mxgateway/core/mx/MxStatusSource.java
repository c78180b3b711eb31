package io.mxgateway.core.mx;

/** Which part of the system found out what a status reports. The wire number is the native number plus 2. */
public enum MxStatusSource {
    /** Nothing was said; wire number 0, no native number. */
    UNSPECIFIED(0),
    UNKNOWN(1),
    REQUESTING_LMX(2),
    RESPONDING_LMX(3),
    REQUESTING_NMX(4),
    RESPONDING_NMX(5),
    REQUESTING_AUTOMATION_OBJECT(6),
    RESPONDING_AUTOMATION_OBJECT(7);

    private static final int NATIVE_OFFSET = 2;

    // Once: values() makes a copy for every caller.
    private static final MxStatusSource[] ALL = values();

    private final int number;

    MxStatusSource(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The number MXAccess itself uses, from -1 ({@link #UNKNOWN}); -2 stands for {@link #UNSPECIFIED}. */
    public int nativeNumber() {
        return number - NATIVE_OFFSET;
    }

    /** The constant with this wire number; {@link #UNKNOWN} for a number that none has. */
    public static MxStatusSource ofNumber(int number) {
        return MxNumbers.find(ALL, MxStatusSource::number, number).orElse(UNKNOWN);
    }

    /** The constant with this native number; {@link #UNKNOWN} for a number that none has. */
    public static MxStatusSource ofNative(int nativeNumber) {
        return nativeNumber < -1 ? UNKNOWN : ofNumber(nativeNumber + NATIVE_OFFSET);
    }
}
