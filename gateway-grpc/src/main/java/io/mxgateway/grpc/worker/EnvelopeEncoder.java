package io.mxgateway.grpc.worker;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.mxgateway.proto.worker.v1.WorkerEnvelope;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes envelopes as frames, each with the next sequence number of this sender.
 *
 * <p>Not thread-safe: whoever owns the outbound bytes guards it with the same lock, so that sequence and order on the
 * wire are one.
 */
final class EnvelopeEncoder {
    // Version and session, the same in every envelope.
    private final byte[] head;
    // The sequence of the last envelope written; 0 before the first.
    private long lastSequence;

    EnvelopeEncoder(String sessionId) {
        this.head = WorkerEnvelope.newBuilder()
                .setProtocolVersion(EnvelopeChecker.PROTOCOL_VERSION)
                .setSessionId(sessionId)
                .build()
                .toByteArray();
    }

    /** How many bytes the envelope will take without its length prefix. */
    long size(String correlationId, EnvelopeBody body, Payload payload) {
        int bodySize = payload.size();
        long size = head.length
                + (long) CodedOutputStream.computeUInt64Size(WorkerEnvelope.SEQUENCE_FIELD_NUMBER, lastSequence + 1)
                + CodedOutputStream.computeTagSize(body.field())
                + CodedOutputStream.computeUInt32SizeNoTag(bodySize)
                + bodySize;
        return correlationId.isEmpty()
                ? size
                : size + CodedOutputStream.computeStringSize(WorkerEnvelope.CORRELATION_ID_FIELD_NUMBER, correlationId);
    }

    /**
     * Writes one frame at the end of a buffer.
     *
     * @param size what {@link #size} said, at most the largest int less the prefix
     */
    void write(OutBuffer out, int size, String correlationId, EnvelopeBody body, Payload payload) {
        int at = out.claim(FrameReader.PREFIX_BYTES + size);
        byte[] bytes = out.array();
        for (int i = 0; i < FrameReader.PREFIX_BYTES; i++) {
            bytes[at + i] = (byte) (size >>> (8 * i));
        }
        CodedOutputStream coded = CodedOutputStream.newInstance(bytes, at + FrameReader.PREFIX_BYTES, size);
        try {
            coded.writeRawBytes(head);
            coded.writeUInt64(WorkerEnvelope.SEQUENCE_FIELD_NUMBER, lastSequence + 1);
            if (!correlationId.isEmpty()) {
                coded.writeString(WorkerEnvelope.CORRELATION_ID_FIELD_NUMBER, correlationId);
            }
            coded.writeTag(body.field(), WireFormat.WIRETYPE_LENGTH_DELIMITED);
            coded.writeUInt32NoTag(payload.size());
            payload.writeTo(coded);
            coded.checkNoSpaceLeft();
        } catch (IOException e) {
            throw new UncheckedIOException("an envelope did not fit its own size", e);
        }
        lastSequence++;
    }
}
