package io.mxgateway.core.worker;

import java.util.Objects;

/** Something failed that concerns a worker; the text carries the facts. */
public final class WorkerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final WorkerErrorCode code;

    /**
     * A failure.
     *
     * @param code which one
     * @param message the facts, for a person
     */
    public WorkerException(WorkerErrorCode code, String message) {
        this(code, message, null);
    }

    /**
     * A failure with a cause.
     *
     * @param code which one
     * @param message the facts, for a person
     * @param cause what led to it, or null
     */
    public WorkerException(WorkerErrorCode code, String message, Throwable cause) {
        super(Objects.requireNonNull(message, "message"), cause);
        this.code = Objects.requireNonNull(code, "code");
    }

    /** Which failure this is. */
    public WorkerErrorCode code() {
        return code;
    }
}
