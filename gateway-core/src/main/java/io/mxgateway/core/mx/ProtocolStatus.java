package io.mxgateway.core.mx;

import java.util.Objects;

/**
 * The gateway's own verdict on a call.
 *
 * @param code the outcome
 * @param message what was wrong and what would be right; empty when all is well
 */
public record ProtocolStatus(ProtocolStatusCode code, String message) {
    /** All is well. */
    public static final ProtocolStatus OK = new ProtocolStatus(ProtocolStatusCode.OK, "");

    public ProtocolStatus {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
    }

    /** Whether the code is {@link ProtocolStatusCode#OK}. */
    public boolean isOk() {
        return code == ProtocolStatusCode.OK;
    }
}
