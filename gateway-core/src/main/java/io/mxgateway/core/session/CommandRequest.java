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
 * @param peer the address it came from, for the record; empty when it came from none
 */
public record CommandRequest(MxCommand command, String clientCorrelationId, Duration timeout, String peer) {
    public CommandRequest {
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(clientCorrelationId, "clientCorrelationId");
        Objects.requireNonNull(peer, "peer");
    }

    /** A command from within this process. */
    public CommandRequest(MxCommand command, String clientCorrelationId, Duration timeout) {
        this(command, clientCorrelationId, timeout, "");
    }

    /** A command with the session's own timeout. */
    public static CommandRequest of(MxCommand command) {
        return new CommandRequest(command, "", null);
    }

    /** The same with another command. */
    CommandRequest with(MxCommand other) {
        return other == command ? this : new CommandRequest(other, clientCorrelationId, timeout, peer);
    }
}
