package io.mxgateway.core.galaxy;

import io.mxgateway.core.config.ConfigProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Times of the cache.
 *
 * @param tick how long after a look at the deploy time the next one comes
 * @param queryTimeout how long a look, a test, or one query of a load may take
 * @param loadTimeout how long a whole load may take before it is broken off
 */
public record GalaxyCacheOptions(Duration tick, Duration queryTimeout, Duration loadTimeout) {
    /** The defaults. */
    public static final GalaxyCacheOptions DEFAULT =
            new GalaxyCacheOptions(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofMinutes(5));

    public GalaxyCacheOptions {
        Objects.requireNonNull(tick, "tick");
        Objects.requireNonNull(queryTimeout, "queryTimeout");
        Objects.requireNonNull(loadTimeout, "loadTimeout");
    }

    /** Everything that is wrong; empty when all is well. */
    public List<ConfigProblem> problems() {
        List<ConfigProblem> problems = new ArrayList<>();
        check(problems, "galaxy.tick", tick, Duration.ofMillis(100), Duration.ofDays(1));
        check(problems, "galaxy.query-timeout", queryTimeout, Duration.ofSeconds(1), Duration.ofHours(1));
        check(problems, "galaxy.load-timeout", loadTimeout, Duration.ofSeconds(1), Duration.ofDays(1));
        return problems;
    }

    private static void check(List<ConfigProblem> problems, String key, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            problems.add(new ConfigProblem(
                    key, value.toString(), "must be " + min.toMillis() + " ms to " + max.toSeconds() + " s"));
        }
    }
}
