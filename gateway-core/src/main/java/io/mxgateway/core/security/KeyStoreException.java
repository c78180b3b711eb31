package io.mxgateway.core.security;

import java.util.Objects;

/** A store of keys refuses or fails; the message names the key or the file, the rule and the way out. */
public final class KeyStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Reason {
        /** The id is taken. */
        EXISTS,
        /** There is no such key. */
        UNKNOWN,
        /** The key is revoked, and must not be. */
        REVOKED,
        /** The key is not revoked, and must be. */
        NOT_REVOKED,
        /** What is kept of the key cannot be read. */
        DAMAGED,
        /** The store as a whole cannot be read or written. */
        UNAVAILABLE
    }

    private final Reason reason;

    /** A failure with its cause, which may be null. */
    public KeyStoreException(Reason reason, String message, Throwable cause) {
        super(Objects.requireNonNull(message, "message"), cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** A failure without a cause. */
    public KeyStoreException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** What went wrong. */
    public Reason reason() {
        return reason;
    }
}
