package io.mxgateway.core.simulator;

import io.mxgateway.core.config.ConfigException;
import io.mxgateway.core.config.ConfigProblem;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The description of a simulated galaxy; {@link SimulatedGalaxyState} brings it to life. Names are compared without
 * regard to case. Checked as a whole when it is made: what is wrong is thrown together as one {@link ConfigException}.
 *
 * @param name empty for {@code Galaxy}
 * @param securityEnabled whether users and security classes matter
 * @param seed with a tag's name and the time, all that a signal depends on
 * @param deployedAt when it was deployed; empty for the moment the simulator starts
 * @param users who can sign in while security is on
 * @param platforms everything else
 */
public record SimulatedGalaxy(
        String name,
        boolean securityEnabled,
        long seed,
        Optional<Instant> deployedAt,
        List<SimulatedUser> users,
        List<SimulatedPlatform> platforms) {
    /** The name of a galaxy that was given none. */
    public static final String DEFAULT_NAME = "Galaxy";

    public SimulatedGalaxy {
        name = Objects.requireNonNull(name, "name").isBlank() ? DEFAULT_NAME : name;
        Objects.requireNonNull(deployedAt, "deployedAt");
        users = List.copyOf(users);
        platforms = List.copyOf(platforms);
        List<ConfigProblem> problems = new GalaxyCheck().check(users, platforms);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    /** The same galaxy with security on or off. */
    public SimulatedGalaxy withSecurity(boolean enabled) {
        return new SimulatedGalaxy(name, enabled, seed, deployedAt, users, platforms);
    }

    /** The same galaxy with another seed. */
    public SimulatedGalaxy withSeed(long other) {
        return new SimulatedGalaxy(name, securityEnabled, other, deployedAt, users, platforms);
    }
}
