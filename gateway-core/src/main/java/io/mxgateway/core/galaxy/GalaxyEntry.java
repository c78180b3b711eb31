package io.mxgateway.core.galaxy;

import java.util.List;
import java.util.Objects;

/**
 * An object as a source tells of it, before it has its place in the tree.
 *
 * @param id unique in the galaxy, more than 0
 * @param tagName unique in the galaxy, ignoring case
 * @param containedName the name within its container; empty for an object that stands on its own
 * @param containerId the object it is contained in; 0 for none
 * @param areaId the area it belongs to; 0 for none
 * @param hostedById what runs it; 0 for nothing
 * @param categoryId the native number of its category
 * @param area whether it is an area
 * @param templateChain the templates it was made from, the nearest first
 * @param attributes in any order; handing the same list again for objects that have the same ones saves memory
 */
public record GalaxyEntry(
        int id,
        String tagName,
        String containedName,
        int containerId,
        int areaId,
        int hostedById,
        int categoryId,
        boolean area,
        List<String> templateChain,
        List<GalaxyAttribute> attributes) {
    public GalaxyEntry {
        Objects.requireNonNull(tagName, "tagName");
        Objects.requireNonNull(containedName, "containedName");
        templateChain = List.copyOf(templateChain);
        attributes = GalaxyAttributes.of(attributes);
    }
}
