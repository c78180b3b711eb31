package io.mxgateway.core.mx;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/** A reply held as plain values; see {@link MxReply} for what they mean. */
public record MxReplyData(
        MxCommandKind kind,
        String correlationId,
        ProtocolStatus status,
        OptionalInt hresult,
        MxValue returnValue,
        List<MxStatus> statuses,
        String diagnosticMessage,
        MxReplyPayload payload)
        implements MxReply {
    public MxReplyData {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(correlationId, "correlationId");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(hresult, "hresult");
        statuses = List.copyOf(statuses);
        Objects.requireNonNull(diagnosticMessage, "diagnosticMessage");
        Objects.requireNonNull(payload, "payload");
    }

    /** Success of a call without a result. */
    public static MxReplyData ok(MxCommandKind kind) {
        return ok(kind, MxReplyPayload.NONE);
    }

    /** Success with a result. */
    public static MxReplyData ok(MxCommandKind kind, MxReplyPayload payload) {
        return new MxReplyData(
                kind, "", ProtocolStatus.OK, OptionalInt.of(MxResult.S_OK), null, List.of(), "", payload);
    }

    /** MXAccess refused the call. */
    public static MxReplyData refused(MxCommandKind kind, int hresult, List<MxStatus> statuses, String diagnostic) {
        ProtocolStatus status = new ProtocolStatus(ProtocolStatusCode.MXACCESS_FAILURE, diagnostic);
        return new MxReplyData(
                kind, "", status, OptionalInt.of(hresult), null, statuses, diagnostic, MxReplyPayload.NONE);
    }

    /** The call never reached MXAccess because the request itself was wrong. */
    public static MxReplyData invalid(MxCommandKind kind, String message) {
        ProtocolStatus status = new ProtocolStatus(ProtocolStatusCode.INVALID_REQUEST, message);
        return new MxReplyData(kind, "", status, OptionalInt.empty(), null, List.of(), message, MxReplyPayload.NONE);
    }

    @Override
    public MxReplyData withCorrelationId(String id) {
        return new MxReplyData(kind, id, status, hresult, returnValue, statuses, diagnosticMessage, payload);
    }

    /** The same reply with something more to say. */
    public MxReplyData withDiagnostic(String message) {
        return new MxReplyData(kind, correlationId, status, hresult, returnValue, statuses, message, payload);
    }
}
