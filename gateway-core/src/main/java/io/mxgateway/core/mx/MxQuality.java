package io.mxgateway.core.mx;

/** OPC DA qualities. The upper byte belongs to the vendor and is passed on as it is. */
public final class MxQuality {
    public static final int BAD = 0;
    public static final int CONFIGURATION_ERROR = 4;
    public static final int NOT_CONNECTED = 8;
    public static final int LAST_KNOWN = 20;
    public static final int COMM_FAILURE = 24;
    public static final int OUT_OF_SERVICE = 28;
    public static final int WAITING_FOR_INITIAL_DATA = 32;
    public static final int UNCERTAIN = 64;
    public static final int LAST_USABLE = 68;
    public static final int GOOD = 192;
    public static final int LOCAL_OVERRIDE = 216;

    private static final int MAJOR_MASK = 0xC0;

    private MxQuality() {}

    /** Whether the major bits say good. */
    public static boolean isGood(int quality) {
        return (quality & MAJOR_MASK) == GOOD;
    }

    /** The quality in words, for people: {@code good}, {@code uncertain} or {@code bad}, and the finer case if known. */
    public static String textOf(int quality) {
        return switch (quality & 0xFF) {
            case GOOD -> "good";
            case LOCAL_OVERRIDE -> "good, local override";
            case UNCERTAIN -> "uncertain";
            case LAST_USABLE -> "uncertain, last usable value";
            case BAD -> "bad";
            case CONFIGURATION_ERROR -> "bad, configuration error";
            case NOT_CONNECTED -> "bad, not connected";
            case LAST_KNOWN -> "bad, last known value";
            case COMM_FAILURE -> "bad, communication failure";
            case OUT_OF_SERVICE -> "bad, out of service";
            case WAITING_FOR_INITIAL_DATA -> "bad, waiting for initial data";
            default ->
                switch (quality & MAJOR_MASK) {
                    case GOOD -> "good";
                    case UNCERTAIN -> "uncertain";
                    default -> "bad";
                };
        };
    }
}
