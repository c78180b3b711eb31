package io.mxgateway.core.simulator;

import java.util.List;
import java.util.Objects;

/**
 * A computer of a simulated galaxy.
 *
 * @param tagName unique in the galaxy
 * @param engines the engines it runs
 * @param attributes attributes of its own
 */
public record SimulatedPlatform(String tagName, List<SimulatedEngine> engines, List<SimulatedAttribute> attributes) {
    public SimulatedPlatform {
        Objects.requireNonNull(tagName, "tagName");
        engines = List.copyOf(engines);
        attributes = List.copyOf(attributes);
    }
}
