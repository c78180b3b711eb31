package io.mxgateway.core.mx;

/** Data types of MXAccess. The wire number is the native number plus 2. There is no native 64-bit integer. */
public enum MxDataType {
    /** Nothing was said; wire number 0, no native number. */
    UNSPECIFIED(0),
    UNKNOWN(1),
    NO_DATA(2),
    BOOLEAN(3),
    INTEGER(4),
    FLOAT(5),
    DOUBLE(6),
    STRING(7),
    TIME(8),
    ELAPSED_TIME(9),
    REFERENCE_TYPE(10),
    STATUS_TYPE(11),
    ENUM(12),
    SECURITY_CLASSIFICATION_ENUM(13),
    DATA_QUALITY_TYPE(14),
    QUALIFIED_ENUM(15),
    QUALIFIED_STRUCT(16),
    INTERNATIONALIZED_STRING(17),
    BIG_STRING(18);

    private static final int NATIVE_OFFSET = 2;

    // Once: values() makes a copy for every caller.
    private static final MxDataType[] ALL = values();

    private final int number;

    MxDataType(int number) {
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

    /** The type with this wire number; {@link #UNKNOWN} for a number that no type has. */
    public static MxDataType ofNumber(int number) {
        return MxNumbers.find(ALL, MxDataType::number, number).orElse(UNKNOWN);
    }

    /** The type with this native number; {@link #UNKNOWN} for a number that no type has. */
    public static MxDataType ofNative(int nativeNumber) {
        return nativeNumber < -1 ? UNKNOWN : ofNumber(nativeNumber + NATIVE_OFFSET);
    }
}
