package io.mxgateway.grpc.worker;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;

/** Times of the worker protocol. Pure functions. */
final class WireTimes {
    // What a java.time.Duration and the protocol both can hold; a peer that says more means for ever.
    private static final long LONGEST_SECONDS = 315_576_000_000L;

    private WireTimes() {}

    static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    static com.google.protobuf.Duration duration(Duration duration) {
        return com.google.protobuf.Duration.newBuilder()
                .setSeconds(duration.getSeconds())
                .setNanos(duration.getNano())
                .build();
    }

    /** A duration of a peer, whatever numbers it put there: never negative, never beyond what can be held. */
    static Duration duration(com.google.protobuf.Duration duration) {
        long seconds = Math.max(0, Math.min(LONGEST_SECONDS, duration.getSeconds()));
        return Duration.ofSeconds(seconds, Math.max(0, Math.min(999_999_999, duration.getNanos())));
    }
}
