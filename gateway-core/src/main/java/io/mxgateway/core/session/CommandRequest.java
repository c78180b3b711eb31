package io.mxgateway.core.session;

import io.mxgateway.core.mx.MxCommand;
import java.time.Duration;
import java.util.Objects;

/**
 * A command for a session.
 *
 * @param command what to do
 * @param clientCorrelationId what the client wants logged; may be empty, and may repeat
 * @param timeout how long the client waits; null for the session's command timeout, and never longer than that
 */
public record CommandRequest(MxCommand command, String clientCorrelationId, Duration timeout) {
    public CommandRequest {
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(clientCorrelationId, "clientCorrelationId");
    }

    /** A command with the session's own timeout. */
    public static CommandRequest of(MxCommand command) {
        return new CommandRequest(command, "", null);
    }
}
