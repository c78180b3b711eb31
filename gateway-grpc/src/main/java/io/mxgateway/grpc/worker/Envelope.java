package io.mxgateway.grpc.worker;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;

/**
 * A checked envelope: its body is still bytes, at a place in the frame it came in. What only passes through is never
 * decoded. Nobody changes the frame.
 */
final class Envelope {
    private final EnvelopeBody body;
    private final String correlationId;
    private final byte[] frame;
    private final int bodyOffset;
    private final int bodyLength;

    Envelope(EnvelopeBody body, String correlationId, byte[] frame, int bodyOffset, int bodyLength) {
        this.body = body;
        this.correlationId = correlationId;
        this.frame = frame;
        this.bodyOffset = bodyOffset;
        this.bodyLength = bodyLength;
    }

    /** What it carries. */
    EnvelopeBody body() {
        return body;
    }

    /** The command it belongs to; empty for none. */
    String correlationId() {
        return correlationId;
    }

    /** The frame; not a copy. */
    byte[] frame() {
        return frame;
    }

    /** Where the body begins in the frame. */
    int bodyOffset() {
        return bodyOffset;
    }

    /** How many bytes the body has. */
    int bodyLength() {
        return bodyLength;
    }

    /**
     * Decodes the body.
     *
     * @throws WorkerException when the bytes are no such message
     */
    <M extends MessageLite> M decode(Parser<M> parser) {
        try {
            return parser.parseFrom(frame, bodyOffset, bodyLength);
        } catch (InvalidProtocolBufferException e) {
            throw new WorkerException(
                    WorkerErrorCode.PROTOCOL_VIOLATION,
                    "a " + body + " of " + bodyLength + " bytes cannot be decoded: " + e.getMessage(),
                    e);
        }
    }

    /** Without the bytes: they may hold secrets. */
    @Override
    public String toString() {
        return "Envelope[body=" + body + ", correlationId=" + correlationId + ", bodyLength=" + bodyLength + "]";
    }
}
