package io.mxgateway.core.simulator;

import java.util.List;
import java.util.Objects;

/**
 * A part of a simulated plant.
 *
 * @param tagName unique in the galaxy
 * @param areas the parts it has
 * @param objects the equipment in it
 * @param attributes attributes of its own
 */
public record SimulatedArea(
        String tagName, List<SimulatedArea> areas, List<SimulatedObject> objects, List<SimulatedAttribute> attributes) {
    public SimulatedArea {
        Objects.requireNonNull(tagName, "tagName");
        areas = List.copyOf(areas);
        objects = List.copyOf(objects);
        attributes = List.copyOf(attributes);
    }
}
