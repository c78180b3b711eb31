package io.mxgateway.grpc.codec;

import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyData;
import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.proto.v1.MxCommandReply;
import java.util.OptionalInt;

/** Replies. Pure functions. */
public final class ReplyCodec {
    private ReplyCodec() {}

    /**
     * A reply for the wire.
     *
     * @param sessionId the session that answers
     * @param clientCorrelationId the client's own id, echoed; empty for none
     * @throws IllegalArgumentException when the payload does not belong to the kind
     */
    public static MxCommandReply encode(MxReply reply, String sessionId, String clientCorrelationId) {
        var out = reply instanceof WireReply wire ? wire.message().toBuilder() : encode(reply);
        return out.setSessionId(sessionId)
                .setCorrelationId(reply.correlationId())
                .setClientCorrelationId(clientCorrelationId)
                .build();
    }

    private static MxCommandReply.Builder encode(MxReply reply) {
        var out = MxCommandReply.newBuilder()
                .setKindValue(reply.kind().number())
                .setProtocolStatus(StatusCodec.encode(reply.status()))
                .addAllStatuses(StatusCodec.encodeAll(reply.statuses()))
                .setDiagnosticMessage(reply.diagnosticMessage());
        reply.hresult().ifPresent(out::setHresult);
        if (reply.returnValue() != null) {
            out.setReturnValue(ValueCodec.encode(reply.returnValue()));
        }
        ReplyPayloads.put(reply.kind(), reply.payload(), out);
        return out;
    }

    /**
     * A reply. Numbers that this gateway does not know become UNKNOWN or UNSPECIFIED, except the kind's.
     *
     * @throws CodecException when the kind is missing or unknown, the payload belongs to another kind, or a value in it is
     *     a sparse array of a bad shape; replies carry none at all
     */
    public static MxReplyData decode(MxCommandReply reply) throws CodecException {
        MxCommandKind kind =
                checkedKind(reply.getKindValue(), reply.getPayloadCase().getNumber());
        try {
            return decodeTrusted(reply, kind);
        } catch (IllegalArgumentException e) {
            throw new CodecException("reply: " + e.getMessage(), e);
        }
    }

    static MxCommandKind checkedKind(int number, int payloadField) throws CodecException {
        MxCommandKind kind = MxCommandKind.ofNumber(number)
                .orElseThrow(() -> new CodecException(
                        "reply.kind: " + number + " is no command kind; it must be the kind of the command answered"));
        int expected = ReplyPayloads.fieldOf(kind);
        if (payloadField != 0 && payloadField != expected) {
            throw new CodecException("reply.kind " + kind + " (" + number + ") and the payload in field " + payloadField
                    + " disagree; its payload "
                    + (expected == 0 ? "must be left out" : "is field " + expected));
        }
        return kind;
    }

    /** A reply whose kind and payload agree and which {@link WireReply} may have looked through before. */
    static MxReplyData decodeTrusted(MxCommandReply reply, MxCommandKind kind) {
        MxReplyPayload payload = ReplyPayloads.get(reply);
        return new MxReplyData(
                kind,
                reply.getCorrelationId(),
                StatusCodec.decode(reply.getProtocolStatus()),
                reply.hasHresult() ? OptionalInt.of(reply.getHresult()) : OptionalInt.empty(),
                AlarmCodec.valueOrNull(reply.hasReturnValue(), reply.getReturnValue()),
                StatusCodec.decodeAll(reply.getStatusesList()),
                reply.getDiagnosticMessage(),
                payload);
    }
}
