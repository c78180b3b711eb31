package io.mxgateway.core.galaxy;

import java.util.Objects;

/** A request that was refused: which way, and the facts for a person. */
public final class GalaxyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final GalaxyErrorCode code;

    /**
     * A refusal.
     *
     * @param message the thing, the value, the rule and the way out
     */
    public GalaxyException(GalaxyErrorCode code, String message) {
        super(Objects.requireNonNull(message, "message"));
        this.code = Objects.requireNonNull(code, "code");
    }

    /** Which refusal this is. */
    public GalaxyErrorCode code() {
        return code;
    }
}
