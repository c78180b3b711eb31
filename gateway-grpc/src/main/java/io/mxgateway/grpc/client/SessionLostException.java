package io.mxgateway.grpc.client;

import java.util.Objects;

/** The session is over, or has never been this client's; a new one has to be opened. */
public final class SessionLostException extends MxClientException {
    private static final long serialVersionUID = 1L;

    private final String sessionId;
    private final String reason;

    SessionLostException(String sessionId, String reason, String message, Throwable cause) {
        super(message, cause);
        this.sessionId = Objects.requireNonNull(sessionId, "sessionId");
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** The session. */
    public String sessionId() {
        return sessionId;
    }

    /** Why: the reason it was closed for where that is known, such as {@code lease-expired}, else the gateway's code. */
    public String reason() {
        return reason;
    }
}
