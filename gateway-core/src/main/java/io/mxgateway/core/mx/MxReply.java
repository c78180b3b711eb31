package io.mxgateway.core.mx;

import java.util.List;
import java.util.OptionalInt;

/**
 * What came of a command. An interface, because a reply that only passes through need not be decoded; {@link
 * MxReplyData} is the plain implementation.
 *
 * <p>Implementations are immutable and safe for use by many threads. No method returns null unless it says so.
 */
public interface MxReply {
    /** The call that is answered. */
    MxCommandKind kind();

    /** The id the gateway gave the call on its way to the worker; empty while it has none. */
    String correlationId();

    /** The gateway's verdict; {@link ProtocolStatusCode#MXACCESS_FAILURE} when MXAccess refused the call. */
    ProtocolStatus status();

    /** The COM result, where MXAccess gave one. */
    OptionalInt hresult();

    /** What the call returned, null for a call that returns nothing. */
    MxValue returnValue();

    /** The statuses that came with the result. */
    List<MxStatus> statuses();

    /** What else there is to say; empty when nothing. */
    String diagnosticMessage();

    /** The result of the call, {@link MxReplyPayload.None} for one without. */
    MxReplyPayload payload();

    /** The same reply under the given correlation id. */
    MxReply withCorrelationId(String id);
}
