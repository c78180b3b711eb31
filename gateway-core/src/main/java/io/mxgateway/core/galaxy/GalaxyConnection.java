package io.mxgateway.core.galaxy;

import java.util.Objects;

/**
 * Whether the source can be read.
 *
 * @param ok whether it can
 * @param message for people: what answered, or why nothing did
 */
public record GalaxyConnection(boolean ok, String message) {
    public GalaxyConnection {
        Objects.requireNonNull(message, "message");
    }
}
