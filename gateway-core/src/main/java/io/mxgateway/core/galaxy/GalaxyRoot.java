package io.mxgateway.core.galaxy;

import java.util.Objects;

/** Where a request begins: at every root of the galaxy, or at one object. Names are compared ignoring case. */
public sealed interface GalaxyRoot {
    /** Every root of the galaxy. */
    GalaxyRoot ALL = new All();

    /** Every root of the galaxy. */
    record All() implements GalaxyRoot {}

    /** The object of an id. */
    record ById(int id) implements GalaxyRoot {}

    /** The object of a tag name. */
    record ByTagName(String tagName) implements GalaxyRoot {
        public ByTagName {
            Objects.requireNonNull(tagName, "tagName");
        }
    }

    /** The object of a contained path. */
    record ByContainedPath(String path) implements GalaxyRoot {
        public ByContainedPath {
            Objects.requireNonNull(path, "path");
        }
    }
}
