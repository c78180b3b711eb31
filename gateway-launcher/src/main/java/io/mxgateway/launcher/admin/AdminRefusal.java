package io.mxgateway.launcher.admin;

import java.util.Objects;

/** A request that is not served, and what its sender is told. The text is plain and shows nothing of the request. */
public final class AdminRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * A refusal.
     *
     * @param status the HTTP status, 400 or above
     * @param message one plain sentence
     */
    public AdminRefusal(int status, String message) {
        // Nobody reads where a refusal came from; a storm of bad requests is not to be made dearer by it.
        super(Objects.requireNonNull(message, "message"), null, false, false);
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
