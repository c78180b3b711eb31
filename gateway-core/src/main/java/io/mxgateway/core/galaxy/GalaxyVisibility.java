package io.mxgateway.core.galaxy;

import java.util.Objects;
import java.util.function.Predicate;

/**
 * Which objects a caller may see. What it may not see is not there for it: no page shows it, no root names it, and what
 * stands below shows at the nearest object above that it may see.
 *
 * <p>Two are equal when their identities are; lists are kept for reuse under the identity, so it must change whenever the
 * predicate answers differently.
 */
public final class GalaxyVisibility {
    /** Everything is seen. */
    public static final GalaxyVisibility EVERYTHING = new GalaxyVisibility("", path -> true);

    private final String identity;
    private final Predicate<String> visible;

    private GalaxyVisibility(String identity, Predicate<String> visible) {
        this.identity = identity;
        this.visible = visible;
    }

    /**
     * Some objects are seen.
     *
     * @param identity not empty; equal only where the predicate answers alike
     * @param visible whether the object of a contained path is seen; thread-safe and quick
     */
    public static GalaxyVisibility only(String identity, Predicate<String> visible) {
        if (identity.isEmpty()) {
            throw new IllegalArgumentException("identity: empty, which stands for everything");
        }
        return new GalaxyVisibility(identity, Objects.requireNonNull(visible, "visible"));
    }

    /** What tells it from others. */
    public String identity() {
        return identity;
    }

    /** Whether the object of a contained path is seen. */
    public boolean sees(String containedPath) {
        return visible.test(containedPath);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GalaxyVisibility that && that.identity.equals(identity);
    }

    @Override
    public int hashCode() {
        return identity.hashCode();
    }

    @Override
    public String toString() {
        return identity.isEmpty() ? "everything" : "only " + identity;
    }
}
