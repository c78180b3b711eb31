package io.mxgateway.grpc.client;

import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.ProtocolStatusCode;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What came of an acknowledgement.
 *
 * @param verdict the gateway's; {@code INVALID_REQUEST} for a reference that is none, {@code MXACCESS_FAILURE} for an alarm
 *     that the provider does not know or has acknowledged already
 * @param nativeStatus what the alarm provider answered, 0 for success; empty when it was not asked
 * @param status the same as a status
 * @param message what there is to say; empty when nothing
 */
public record AlarmAcknowledged(
        ProtocolStatusCode verdict, OptionalInt nativeStatus, Optional<MxStatus> status, String message) {
    public AlarmAcknowledged {
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(nativeStatus, "nativeStatus");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(message, "message");
    }

    /** Whether the alarm is acknowledged now. */
    public boolean isOk() {
        return verdict == ProtocolStatusCode.OK;
    }
}
