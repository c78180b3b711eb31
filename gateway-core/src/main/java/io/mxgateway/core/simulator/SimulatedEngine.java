package io.mxgateway.core.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What runs objects of a simulated galaxy, and takes all of them along when it is lost.
 *
 * @param tagName unique in the galaxy
 * @param scanPeriod how often its objects' values can change; empty for the simulator's own period
 * @param areas what it hosts
 * @param attributes attributes of its own
 */
public record SimulatedEngine(
        String tagName, Optional<Duration> scanPeriod, List<SimulatedArea> areas, List<SimulatedAttribute> attributes) {
    public SimulatedEngine {
        Objects.requireNonNull(tagName, "tagName");
        Objects.requireNonNull(scanPeriod, "scanPeriod");
        areas = List.copyOf(areas);
        attributes = List.copyOf(attributes);
    }
}
