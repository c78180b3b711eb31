package io.mxgateway.core.galaxy;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A galaxy was taken in, or for the first of them: it is known what there is, if anything.
 *
 * @param sequence from 1 for each start of the cache; a hole means that the reader was too slow
 * @param observedAt when the cache noticed
 * @param timeOfLastDeploy when it was deployed; empty when it never was or could not be loaded
 * @param objectCount how many objects it has
 * @param attributeCount how many attributes they have together
 */
public record GalaxyDeploy(
        long sequence, Instant observedAt, Optional<Instant> timeOfLastDeploy, int objectCount, int attributeCount) {
    public GalaxyDeploy {
        Objects.requireNonNull(observedAt, "observedAt");
        Objects.requireNonNull(timeOfLastDeploy, "timeOfLastDeploy");
    }
}
