package io.mxgateway.grpc.client;

import io.grpc.Status;
import java.util.Map;
import java.util.Objects;

/** The gateway refused a call, or could not be reached. The session, if there is one, goes on. */
public final class GatewayException extends MxClientException {
    private static final long serialVersionUID = 1L;

    private final Status.Code status;
    private final String reason;
    private final transient Map<String, String> facts;

    GatewayException(Status.Code status, String reason, String message, Map<String, String> facts, Throwable cause) {
        super(message, cause);
        this.status = Objects.requireNonNull(status, "status");
        this.reason = Objects.requireNonNull(reason, "reason");
        this.facts = Map.copyOf(facts);
    }

    /** The gRPC status. */
    public Status.Code status() {
        return status;
    }

    /** The gateway's own code, such as {@code COMMAND_TIMEOUT}; empty when the gateway did not answer at all. */
    public String reason() {
        return reason;
    }

    /** The facts the gateway gave for a program; empty after deserialization. */
    public Map<String, String> facts() {
        return facts == null ? Map.of() : facts;
    }
}
