package io.mxgateway.core.session;

/** The names of the facts that a {@link SessionException} may carry; stable, clients read them. */
public final class SessionFacts {
    public static final String SESSION_ID = "session_id";
    public static final String SESSION_STATE = "session_state";
    public static final String WORKER_STATE = "worker_state";
    public static final String CLOSE_REASON = "close_reason";
    public static final String LAST_SEQUENCE = "last_sequence";
    public static final String LIMIT = "limit";
    public static final String WAITED_MS = "waited_ms";
    public static final String CORRELATION_ID = "correlation_id";
    public static final String RETRY_AFTER_MS = "retry_after_ms";

    private SessionFacts() {}
}
