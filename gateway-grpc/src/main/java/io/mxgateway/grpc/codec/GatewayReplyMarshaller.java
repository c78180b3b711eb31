package io.mxgateway.grpc.codec;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.proto.v1.MxCommandReply;
import java.io.IOException;
import java.io.InputStream;

/**
 * Puts replies on the wire: those held as bytes as they are, with the ids behind them. A field that comes twice counts as
 * it came last, so whatever ids the worker wrote are overruled.
 *
 * <p>Thread-safe.
 */
public final class GatewayReplyMarshaller implements MethodDescriptor.Marshaller<GatewayReply> {
    private static final byte[] NO_TAIL = {};

    @Override
    public InputStream stream(GatewayReply value) {
        MxReply reply = value.reply();
        if (reply instanceof WireReply wire) {
            return new MessageStream(wire.bytes(), tail(value));
        }
        return new MessageStream(
                ReplyCodec.encode(reply, value.sessionId(), value.clientCorrelationId())
                        .toByteArray(),
                NO_TAIL);
    }

    private static byte[] tail(GatewayReply value) {
        byte[] session = WireWriter.utf8(value.sessionId());
        byte[] correlation = WireWriter.utf8(value.reply().correlationId());
        byte[] client = WireWriter.utf8(value.clientCorrelationId());
        byte[] tail = new byte[WireWriter.sizeOf(session) + WireWriter.sizeOf(correlation) + WireWriter.sizeOf(client)];
        int at = WireWriter.putText(tail, 0, MxCommandReply.SESSION_ID_FIELD_NUMBER, session);
        at = WireWriter.putText(tail, at, MxCommandReply.CORRELATION_ID_FIELD_NUMBER, correlation);
        WireWriter.putText(tail, at, MxCommandReply.CLIENT_CORRELATION_ID_FIELD_NUMBER, client);
        return tail;
    }

    @Override
    public GatewayReply parse(InputStream stream) {
        try {
            MxCommandReply reply = MxCommandReply.parseFrom(stream);
            return new GatewayReply(ReplyCodec.decode(reply), reply.getSessionId(), reply.getClientCorrelationId());
        } catch (IOException | CodecException e) {
            throw Status.INTERNAL
                    .withDescription("the reply cannot be decoded: " + e.getMessage())
                    .withCause(e)
                    .asRuntimeException();
        }
    }
}
