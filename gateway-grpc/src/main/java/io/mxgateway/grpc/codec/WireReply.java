package io.mxgateway.grpc.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyData;
import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.mx.ProtocolStatus;
import io.mxgateway.proto.v1.MxCommandReply;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * A reply held as the bytes that the worker sent. Kind and correlation id are read out once, and so is the status when it
 * is a plain OK; the rest is decoded when somebody asks, and forgotten again when memory is needed.
 *
 * <p>The bytes are checked to the last nested field when the reply is made, and the payload must belong to the kind, so
 * that decoding cannot fail afterwards and no client can be handed a message that its parser refuses. Unknown fields go
 * through unchanged.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class WireReply implements MxReply {
    private static final MessageShape SHAPE = MessageShape.of(MxCommandReply.getDescriptor());
    private static final int KIND = MxCommandReply.KIND_FIELD_NUMBER << 3 | WireReader.VARINT;
    private static final int CORRELATION_ID = MxCommandReply.CORRELATION_ID_FIELD_NUMBER << 3 | WireReader.BYTES;
    private static final int STATUS = MxCommandReply.PROTOCOL_STATUS_FIELD_NUMBER << 3 | WireReader.BYTES;
    private static final byte[] PLAIN_OK = StatusCodec.encode(ProtocolStatus.OK).toByteArray();

    private final byte[] bytes;
    private final MxCommandKind kind;
    private final String correlationId;
    // Whether the status is the one that nearly all replies have: code OK, no text.
    private final boolean plainOk;
    // The decoded reply while somebody still holds on to it; null until asked for. A lost race decodes twice, no more.
    private volatile WeakReference<MxReplyData> decoded;

    private WireReply(byte[] bytes, MxCommandKind kind, String correlationId, boolean plainOk) {
        this.bytes = bytes;
        this.kind = kind;
        this.correlationId = correlationId;
        this.plainOk = plainOk;
    }

    /**
     * A reply.
     *
     * @param bytes the serialized reply; taken over, not copied, so it must not be changed afterwards
     * @throws CodecException when the bytes are no reply, its kind is missing or unknown, or its payload belongs to
     *     another kind
     */
    public static WireReply of(byte[] bytes) throws CodecException {
        int kind = 0;
        int payload = 0;
        String correlationId = "";
        int statuses = 0;
        boolean plainOk = false;
        WireReader reader = new WireReader(bytes, 0, bytes.length);
        while (reader.next()) {
            int tag = reader.tag();
            if (tag == KIND) {
                kind = (int) reader.varint();
                continue;
            }
            int start = reader.position();
            SHAPE.checkField(reader);
            int end = reader.position();
            if (tag == CORRELATION_ID) {
                correlationId = new String(
                        bytes, textStart(bytes, start), end - textStart(bytes, start), StandardCharsets.UTF_8);
            } else if (tag == STATUS) {
                statuses++;
                int from = end - PLAIN_OK.length;
                plainOk = from == start + 1 && Arrays.equals(bytes, from, end, PLAIN_OK, 0, PLAIN_OK.length);
            } else if (reader.wireType() == WireReader.BYTES && isPayload(reader.field())) {
                payload = reader.field();
            }
        }
        MxCommandKind checked = ReplyCodec.checkedKind(kind, payload);
        return new WireReply(bytes, checked, correlationId, plainOk && statuses == 1);
    }

    /**
     * A reply that stands in a larger buffer; its bytes are copied.
     *
     * @throws CodecException as {@link #of}
     */
    public static WireReply receive(byte[] buffer, int offset, int length) throws CodecException {
        return of(Arrays.copyOfRange(buffer, offset, offset + length));
    }

    private static boolean isPayload(int field) {
        return MxCommandReply.PayloadCase.forNumber(field) != null;
    }

    /** Behind the length that stands at {@code start}. */
    private static int textStart(byte[] bytes, int start) {
        int at = start;
        while (bytes[at] < 0) {
            at++;
        }
        return at + 1;
    }

    /** The serialized reply; not a copy, so it must not be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** The reply as a message of its own, as the worker sent it. */
    MxCommandReply message() {
        try {
            return MxCommandReply.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a reply that was checked does not parse: " + this, e);
        }
    }

    private MxReplyData decoded() {
        WeakReference<MxReplyData> held = decoded;
        MxReplyData reply = held == null ? null : held.get();
        if (reply == null) {
            reply = ReplyCodec.decodeTrusted(message(), kind);
            decoded = new WeakReference<>(reply);
        }
        return reply;
    }

    @Override
    public MxCommandKind kind() {
        return kind;
    }

    @Override
    public String correlationId() {
        return correlationId;
    }

    @Override
    public ProtocolStatus status() {
        return plainOk ? ProtocolStatus.OK : decoded().status();
    }

    @Override
    public OptionalInt hresult() {
        return decoded().hresult();
    }

    @Override
    public MxValue returnValue() {
        return decoded().returnValue();
    }

    @Override
    public List<MxStatus> statuses() {
        return decoded().statuses();
    }

    @Override
    public String diagnosticMessage() {
        return decoded().diagnosticMessage();
    }

    @Override
    public MxReplyPayload payload() {
        return decoded().payload();
    }

    @Override
    public WireReply withCorrelationId(String id) {
        return new WireReply(bytes, kind, id, plainOk);
    }

    /** What routes it; never a value. */
    @Override
    public String toString() {
        return "WireReply[kind=" + kind + ", correlationId=" + correlationId + ", size=" + bytes.length + "]";
    }
}
