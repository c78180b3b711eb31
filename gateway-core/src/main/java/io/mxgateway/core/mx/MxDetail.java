package io.mxgateway.core.mx;

/** The detail numbers of an {@link MxStatus}, with their meaning. */
public enum MxDetail {
    SUCCESS(0, ""),
    REQUEST_TIMED_OUT(1, "request timed out"),
    PLATFORM_COMMUNICATION(2, "platform communication error"),
    INVALID_PLATFORM(3, "invalid platform"),
    INVALID_ENGINE(4, "invalid engine"),
    ENGINE_COMMUNICATION(5, "engine communication error"),
    INVALID_REFERENCE(6, "invalid reference"),
    NO_GALAXY_REPOSITORY(7, "no galaxy repository"),
    INVALID_OBJECT(8, "invalid object"),
    OBJECT_SIGNATURE(9, "object signature mismatch"),
    ATTRIBUTE_SIGNATURE(10, "attribute signature mismatch"),
    RESOLVING_ATTRIBUTE(11, "resolving attribute"),
    RESOLVING_OBJECT(12, "resolving object"),
    WRONG_DATA_TYPE(13, "wrong data type"),
    WRONG_NUMBER_OF_DIMENSIONS(14, "wrong number of dimensions"),
    INVALID_INDEX(15, "invalid index"),
    INDEX_OUT_OF_ORDER(16, "index out of order"),
    DIMENSION_DOES_NOT_EXIST(17, "dimension does not exist"),
    CONVERSION_NOT_SUPPORTED(18, "conversion not supported"),
    UNABLE_TO_CONVERT_STRING(19, "unable to convert string"),
    OVERFLOW(20, "overflow"),
    NMX_VERSION(21, "NMX version mismatch"),
    NMX_COMMAND(22, "invalid NMX command"),
    LMX_VERSION(23, "LMX version mismatch"),
    LMX_COMMAND(24, "invalid LMX command"),
    REPOSITORY_BUSY(25, "galaxy repository busy"),
    ENGINE_OVERLOADED(26, "engine overloaded"),
    INVALID_PRIMITIVE(1000, "invalid primitive"),
    INVALID_ATTRIBUTE(1001, "invalid attribute"),
    INVALID_PROPERTY(1002, "invalid property"),
    INDEX_OUT_OF_RANGE(1003, "index out of range"),
    DATA_OUT_OF_RANGE(1004, "data out of range"),
    INCORRECT_DATA_TYPE(1005, "incorrect data type"),
    NOT_READABLE(1006, "attribute not readable"),
    NOT_WRITEABLE(1007, "attribute not writeable"),
    WRITE_ACCESS_DENIED(1008, "write access denied"),
    UNKNOWN(1009, "unknown error"),
    OBJECT_INITIALIZING(1010, "object initializing"),
    ENGINE_INITIALIZING(1011, "engine initializing"),
    SECURED_WRITE(1012, "secured write required"),
    VERIFIED_WRITE(1013, "verified write required"),
    NO_ALARM_ACK_PRIVILEGE(1014, "no privilege to acknowledge alarms"),
    ALARM_ALREADY_ACKNOWLEDGED(1015, "alarm already acknowledged"),
    USER_WITHOUT_RIGHTS(1016, "user lacks the right"),
    VERIFIER_WITHOUT_RIGHTS(1017, "verifier lacks the right"),
    OBJECT_SPECIFIC(8000, "object specific error");

    // Once: values() makes a copy for every caller.
    private static final MxDetail[] ALL = values();

    private final int number;
    private final String text;

    MxDetail(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /** The number as statuses carry it. */
    public int number() {
        return number;
    }

    /** The meaning in words; empty for success. */
    public String text() {
        return text;
    }

    /** The meaning of any detail number, also of one that is not listed here. */
    public static String textOf(int number) {
        return MxNumbers.find(ALL, MxDetail::number, number).map(MxDetail::text).orElseGet(() -> "detail " + number);
    }
}
