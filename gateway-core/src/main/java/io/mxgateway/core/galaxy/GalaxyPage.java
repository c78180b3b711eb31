package io.mxgateway.core.galaxy;

import java.util.List;
import java.util.Objects;

/**
 * One page of an answer. Immutable.
 *
 * @param objects areas first, then by browse name, ignoring case; of a subtree each object before what stands below it
 * @param hasChildren of a browse: for each object whether a browse of it with the same filters would find anything; empty
 *     otherwise
 * @param nextToken leads to the next page; empty on the last one
 * @param totalCount how many objects there are on all pages
 * @param cacheSequence grows with every galaxy that replaces the one before; at least 1
 */
public record GalaxyPage(
        List<GalaxyObject> objects, List<Boolean> hasChildren, String nextToken, int totalCount, long cacheSequence) {
    public GalaxyPage {
        objects = List.copyOf(objects);
        hasChildren = List.copyOf(hasChildren);
        Objects.requireNonNull(nextToken, "nextToken");
    }
}
