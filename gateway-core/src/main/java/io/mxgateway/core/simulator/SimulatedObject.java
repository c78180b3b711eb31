package io.mxgateway.core.simulator;

import java.util.List;
import java.util.Objects;

/**
 * A piece of equipment in a simulated galaxy, on its own or inside another.
 *
 * @param tagName unique in the galaxy; may be empty for a contained object, which is then named after its container and
 *     itself ({@code Reactor_001_Inlet})
 * @param containedName its name within its container; empty for an object that stands on its own
 * @param templateChain direct template first
 * @param categoryId 0 for the usual category of an application object
 * @param attributes its attributes
 * @param objects what it contains
 * @param offScan whether it begins off scan
 */
public record SimulatedObject(
        String tagName,
        String containedName,
        List<String> templateChain,
        int categoryId,
        List<SimulatedAttribute> attributes,
        List<SimulatedObject> objects,
        boolean offScan) {
    public SimulatedObject {
        Objects.requireNonNull(tagName, "tagName");
        Objects.requireNonNull(containedName, "containedName");
        templateChain = List.copyOf(templateChain);
        attributes = List.copyOf(attributes);
        objects = List.copyOf(objects);
    }

    /** An object that stands on its own, on scan. */
    public static SimulatedObject of(String tagName, String template, List<SimulatedAttribute> attributes) {
        return new SimulatedObject(tagName, "", List.of(template), 0, attributes, List.of(), false);
    }

    /** An object that stands in another. */
    public static SimulatedObject contained(String name, String template, List<SimulatedAttribute> attributes) {
        return new SimulatedObject("", name, List.of(template), 0, attributes, List.of(), false);
    }

    /** The same object with these inside it. */
    public SimulatedObject containing(SimulatedObject... inside) {
        return new SimulatedObject(
                tagName, containedName, templateChain, categoryId, attributes, List.of(inside), offScan);
    }
}
