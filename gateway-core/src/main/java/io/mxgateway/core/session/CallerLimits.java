package io.mxgateway.core.session;

/**
 * What a caller may not do within sessions. Sessions carry it along with the caller and do not look into it; the {@link
 * CommandGate} does, and whoever makes one knows the kind of limits it reads.
 *
 * <p>Implementations are immutable.
 */
public interface CallerLimits {
    /** No limits. */
    CallerLimits NONE = () -> true;

    /** Whether there are no limits at all, so that nobody needs to look further. */
    boolean isNone();
}
