package io.mxgateway.core.session;

import java.util.Map;
import java.util.Objects;

/** A failure that a client is told: which one, the facts for a person, and the facts for a program. */
public final class SessionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SessionErrorCode code;
    private final transient Map<String, String> facts;

    /** A failure without facts for a program. */
    public SessionException(SessionErrorCode code, String message) {
        this(code, message, Map.of(), null);
    }

    /**
     * A failure.
     *
     * @param code which one
     * @param message the thing, the value, the rule and the way out
     * @param facts session id, states and the like, under stable names (see {@link SessionFacts})
     * @param cause what led to it, or null
     */
    public SessionException(SessionErrorCode code, String message, Map<String, String> facts, Throwable cause) {
        super(Objects.requireNonNull(message, "message"), cause);
        this.code = Objects.requireNonNull(code, "code");
        this.facts = Map.copyOf(facts);
    }

    /** Which failure this is. */
    public SessionErrorCode code() {
        return code;
    }

    /** The facts for a program; empty after deserialization. */
    public Map<String, String> facts() {
        return facts == null ? Map.of() : facts;
    }
}
