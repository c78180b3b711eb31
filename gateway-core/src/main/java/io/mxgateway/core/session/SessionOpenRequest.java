package io.mxgateway.core.session;

import java.time.Duration;
import java.util.Objects;

/**
 * What a client asks for when it opens a session. Checked by {@link SessionManager#open}.
 *
 * @param backend the backend's name; blank for the default
 * @param clientName what the client calls itself; may be empty
 * @param clientCorrelationId what the client wants echoed and logged; may be empty
 * @param commandTimeout how long commands may take unless they say otherwise; null, zero or less for the default
 */
public record SessionOpenRequest(
        String backend, String clientName, String clientCorrelationId, Duration commandTimeout) {
    public SessionOpenRequest {
        Objects.requireNonNull(backend, "backend");
        Objects.requireNonNull(clientName, "clientName");
        Objects.requireNonNull(clientCorrelationId, "clientCorrelationId");
    }

    /** A session on the default backend with default timeouts. */
    public static SessionOpenRequest named(String clientName) {
        return new SessionOpenRequest("", clientName, "", null);
    }

    /** The same request for another backend. */
    public SessionOpenRequest onBackend(String name) {
        return new SessionOpenRequest(name, clientName, clientCorrelationId, commandTimeout);
    }

    /** The same request with another command timeout. */
    public SessionOpenRequest withCommandTimeout(Duration timeout) {
        return new SessionOpenRequest(backend, clientName, clientCorrelationId, timeout);
    }
}
