package io.mxgateway.grpc.worker;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;

/**
 * A checked envelope: its body is still bytes, at a place in the frame it came in. What only passes through is never
 * decoded.
 *
 * @param body what it carries
 * @param correlationId the command it belongs to; empty for none
 * @param frame the frame; never changed
 * @param bodyOffset where the body begins in it
 * @param bodyLength how many bytes the body has
 */
@SuppressWarnings("ArrayRecordComponent") // A record for its accessors; nobody compares envelopes.
record Envelope(EnvelopeBody body, String correlationId, byte[] frame, int bodyOffset, int bodyLength) {
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
