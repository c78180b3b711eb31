package io.mxgateway.core.galaxy;

import java.util.List;
import java.util.Objects;

/**
 * An object with its place in the tree.
 *
 * @param id unique in the galaxy
 * @param tagName unique in the galaxy, ignoring case; what references begin with
 * @param containedName the name within its container; empty for an object that stands on its own
 * @param parentId the container, or else the area; 0 for a root
 * @param area whether it is an area
 * @param categoryId the native number of its category
 * @param hostedById what runs it; 0 for nothing
 * @param templateChain the templates it was made from, the nearest first
 * @param attributes by name, ignoring case; empty when they were not asked for
 * @param containedPath the way from the root to this object: browse names joined by dots
 */
public record GalaxyObject(
        int id,
        String tagName,
        String containedName,
        int parentId,
        boolean area,
        int categoryId,
        int hostedById,
        List<String> templateChain,
        List<GalaxyAttribute> attributes,
        String containedPath) {
    public GalaxyObject {
        Objects.requireNonNull(tagName, "tagName");
        Objects.requireNonNull(containedName, "containedName");
        templateChain = List.copyOf(templateChain);
        attributes = GalaxyAttributes.of(attributes);
        Objects.requireNonNull(containedPath, "containedPath");
    }

    /** The name to show in a tree: within its container if it has one, else in the galaxy. */
    public String browseName() {
        return containedName.isEmpty() ? tagName : containedName;
    }

    /** The same object without its attributes. */
    public GalaxyObject withoutAttributes() {
        return attributes.isEmpty()
                ? this
                : new GalaxyObject(
                        id,
                        tagName,
                        containedName,
                        parentId,
                        area,
                        categoryId,
                        hostedById,
                        templateChain,
                        List.of(),
                        containedPath);
    }
}
