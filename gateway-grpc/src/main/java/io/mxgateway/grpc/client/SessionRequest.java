package io.mxgateway.grpc.client;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What a client asks for when it opens a session.
 *
 * @param clientName what the application calls itself; the gateway shows it, and MXAccess registers it
 * @param backend the backend to use; empty for the gateway's default
 * @param commandTimeout how long the gateway lets a command take; empty for its default
 * @param openTimeout how long opening may take, positive; a worker has to start in that time
 */
public record SessionRequest(
        String clientName, String backend, Optional<Duration> commandTimeout, Duration openTimeout) {
    /** Somewhat longer than a gateway lets a worker take to start. */
    private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(45);

    public SessionRequest {
        Objects.requireNonNull(clientName, "clientName");
        Objects.requireNonNull(backend, "backend");
        Objects.requireNonNull(commandTimeout, "commandTimeout");
        if (openTimeout.isNegative() || openTimeout.isZero()) {
            throw new IllegalArgumentException("openTimeout = " + openTimeout + ": must be positive");
        }
    }

    /** A session on the default backend, with defaults. */
    public static SessionRequest named(String clientName) {
        return new SessionRequest(clientName, "", Optional.empty(), OPEN_TIMEOUT);
    }

    /** The same request for another backend. */
    public SessionRequest onBackend(String name) {
        return new SessionRequest(clientName, name, commandTimeout, openTimeout);
    }

    /** The same request with another command timeout. */
    public SessionRequest withCommandTimeout(Duration timeout) {
        return new SessionRequest(clientName, backend, Optional.of(timeout), openTimeout);
    }
}
