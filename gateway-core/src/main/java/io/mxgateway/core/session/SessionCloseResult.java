package io.mxgateway.core.session;

import java.util.Objects;

/**
 * How a session ended.
 *
 * @param sessionId the session
 * @param finalState {@link SessionState#CLOSED} or {@link SessionState#FAULTED}
 * @param reason why it ended
 */
public record SessionCloseResult(String sessionId, SessionState finalState, CloseReason reason) {
    public SessionCloseResult {
        Objects.requireNonNull(sessionId, "sessionId");
        Objects.requireNonNull(finalState, "finalState");
        Objects.requireNonNull(reason, "reason");
    }
}
