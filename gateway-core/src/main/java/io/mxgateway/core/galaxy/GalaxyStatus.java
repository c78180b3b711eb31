package io.mxgateway.core.galaxy;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a repository knows, at one moment. Immutable.
 *
 * @param state how good it is
 * @param message for people: why it is not HEALTHY; empty when it is
 * @param lastDeploy when what is served was deployed; empty when it never was, or nothing is served
 * @param cacheSequence grows with every galaxy that replaces the one before; 0 while nothing is served
 * @param objectCount how many objects are served
 * @param attributeCount how many attributes they have together
 * @param source what is read, in a few words
 */
public record GalaxyStatus(
        GalaxyState state,
        String message,
        Optional<Instant> lastDeploy,
        long cacheSequence,
        int objectCount,
        int attributeCount,
        String source) {
    public GalaxyStatus {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(lastDeploy, "lastDeploy");
        Objects.requireNonNull(source, "source");
    }
}
