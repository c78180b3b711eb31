package io.mxgateway.grpc.simulator;

import com.google.protobuf.Timestamp;
import io.mxgateway.core.config.ConfigProblem;
import io.mxgateway.grpc.codec.CodecException;
import io.mxgateway.grpc.codec.TimeCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Single fields of a galaxy file: what none can be becomes a problem. One thread at a time. */
final class FieldReader {
    private final List<ConfigProblem> problems;

    FieldReader(List<ConfigProblem> problems) {
        this.problems = problems;
    }

    void require(boolean holds, String key, java.lang.Object value, String rule) {
        if (!holds) {
            problems.add(new ConfigProblem(key, String.valueOf(value), rule));
        }
    }

    /** A length of time; empty when it was a problem. */
    Optional<Duration> length(String key, com.google.protobuf.Duration duration) {
        try {
            return Optional.of(TimeCodec.decode(duration, "it"));
        } catch (CodecException e) {
            require(false, key, duration.getSeconds() + " s " + duration.getNanos() + " ns", e.getMessage());
            return Optional.empty();
        }
    }

    /** A point in time; empty when it was a problem. */
    Optional<Instant> time(String key, Timestamp time) {
        Instant instant = TimeCodec.decode(time);
        boolean same = instant.getEpochSecond() == time.getSeconds() && instant.getNano() == time.getNanos();
        require(
                same,
                key,
                time.getSeconds() + " s " + time.getNanos() + " ns",
                "must be in the years 1 to 9999, with nanos 0..999999999");
        return same ? Optional.of(instant) : Optional.empty();
    }
}
