package io.mxgateway.core.mx;

/** What kind of outcome a status reports; branch on this, not on the success number. The wire number is the native number plus 2. */
public enum MxStatusCategory {
    /** Nothing was said; wire number 0, no native number. */
    UNSPECIFIED(0),
    UNKNOWN(1),
    OK(2),
    PENDING(3),
    WARNING(4),
    COMMUNICATION_ERROR(5),
    CONFIGURATION_ERROR(6),
    OPERATIONAL_ERROR(7),
    SECURITY_ERROR(8),
    SOFTWARE_ERROR(9),
    OTHER_ERROR(10);

    private static final int NATIVE_OFFSET = 2;

    // Once: values() makes a copy for every caller.
    private static final MxStatusCategory[] ALL = values();

    private final int number;

    MxStatusCategory(int number) {
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
    public static MxStatusCategory ofNumber(int number) {
        return MxNumbers.find(ALL, MxStatusCategory::number, number).orElse(UNKNOWN);
    }

    /** The constant with this native number; {@link #UNKNOWN} for a number that none has. */
    public static MxStatusCategory ofNative(int nativeNumber) {
        return nativeNumber < -1 ? UNKNOWN : ofNumber(nativeNumber + NATIVE_OFFSET);
    }
}
