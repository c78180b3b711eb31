package io.mxgateway.core.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Collects the problems of a configuration while it is checked. Not thread-safe. */
final class Rules {
    private final List<ConfigProblem> problems = new ArrayList<>();

    List<ConfigProblem> problems() {
        return List.copyOf(problems);
    }

    void require(boolean holds, String key, Object value, String rule) {
        if (!holds) {
            problems.add(new ConfigProblem(key, String.valueOf(value), rule));
        }
    }

    void range(String key, long value, long min, long max) {
        require(value >= min && value <= max, key, value, "must be " + min + ".." + max);
    }

    void positive(String key, Duration value, Duration max) {
        require(
                value != null && !value.isNegative() && !value.isZero() && value.compareTo(max) <= 0,
                key,
                value,
                "must be more than 0 and at most " + max.toSeconds() + " s");
    }

    void notNegative(String key, Duration value, Duration max) {
        require(
                value != null && !value.isNegative() && value.compareTo(max) <= 0,
                key,
                value,
                "must be 0 (off) to " + max.toSeconds() + " s");
    }
}
