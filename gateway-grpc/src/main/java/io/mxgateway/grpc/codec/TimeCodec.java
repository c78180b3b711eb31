package io.mxgateway.grpc.codec;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;

/** Points and lengths of time. Pure functions. */
public final class TimeCodec {
    private static final long MIN_SECONDS =
            Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long MAX_SECONDS =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    private static final long MAX_DURATION_SECONDS = 315_576_000_000L;
    private static final int MAX_NANOS = 999_999_999;

    private TimeCodec() {}

    /**
     * A point in time for the wire.
     *
     * @throws IllegalArgumentException when it lies outside the years 1 to 9999, which the wire cannot express
     */
    public static Timestamp encode(Instant instant) {
        requireExpressible(instant);
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    static void requireExpressible(Instant instant) {
        if (instant.getEpochSecond() < MIN_SECONDS || instant.getEpochSecond() > MAX_SECONDS) {
            throw new IllegalArgumentException("time " + instant + " is outside the years 1 to 9999");
        }
    }

    /** A point in time from a peer that is not to be refused for it: what is out of range becomes the nearest in range. */
    public static Instant decode(Timestamp timestamp) {
        long seconds = Math.max(MIN_SECONDS, Math.min(MAX_SECONDS, timestamp.getSeconds()));
        int nanos = Math.max(0, Math.min(MAX_NANOS, timestamp.getNanos()));
        return Instant.ofEpochSecond(seconds, nanos);
    }

    /** Refuses a point in time that no calendar date stands for. */
    static void check(Timestamp timestamp, String where) throws CodecException {
        long seconds = timestamp.getSeconds();
        int nanos = timestamp.getNanos();
        if (seconds < MIN_SECONDS || seconds > MAX_SECONDS) {
            throw new CodecException(where + ": seconds " + seconds + " is outside " + MIN_SECONDS + ".." + MAX_SECONDS
                    + " (the years 1 to 9999)");
        }
        if (nanos < 0 || nanos > MAX_NANOS) {
            throw new CodecException(where + ": nanos " + nanos + " is outside 0.." + MAX_NANOS);
        }
    }

    /** A length of time for the wire; what is longer than the wire can express becomes the longest it can. */
    public static com.google.protobuf.Duration encode(Duration duration) {
        // The wire wants both parts to carry the same sign; the JDK keeps the nanoseconds positive.
        long seconds = duration.getSeconds();
        int nanos = duration.getNano();
        if (seconds < 0 && nanos > 0) {
            seconds++;
            nanos -= MAX_NANOS + 1;
        }
        if (Math.abs(seconds) > MAX_DURATION_SECONDS) {
            seconds = seconds < 0 ? -MAX_DURATION_SECONDS : MAX_DURATION_SECONDS;
            nanos = 0;
        }
        return com.google.protobuf.Duration.newBuilder()
                .setSeconds(seconds)
                .setNanos(nanos)
                .build();
    }

    /**
     * A length of time.
     *
     * @param where the name of the field, for the text of a refusal
     * @throws CodecException when its parts are out of range or disagree about the sign
     */
    public static Duration decode(com.google.protobuf.Duration duration, String where) throws CodecException {
        long seconds = duration.getSeconds();
        int nanos = duration.getNanos();
        if (Math.abs(seconds) > MAX_DURATION_SECONDS || seconds == Long.MIN_VALUE) {
            throw new CodecException(where + ": seconds " + seconds + " is outside -" + MAX_DURATION_SECONDS + ".."
                    + MAX_DURATION_SECONDS);
        }
        if (Math.abs(nanos) > MAX_NANOS || nanos == Integer.MIN_VALUE) {
            throw new CodecException(where + ": nanos " + nanos + " is outside -" + MAX_NANOS + ".." + MAX_NANOS);
        }
        if ((seconds > 0 && nanos < 0) || (seconds < 0 && nanos > 0)) {
            throw new CodecException(
                    where + ": seconds " + seconds + " and nanos " + nanos + " must not differ in sign");
        }
        return Duration.ofSeconds(seconds, nanos);
    }
}
