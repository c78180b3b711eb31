package io.mxgateway.grpc.worker.check;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.mxgateway.proto.worker.v1.WorkerEnvelope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A frame as it came from the worker, without its length.
 *
 * @param bytes all of it
 * @param envelope what it says; null when it is no envelope
 * @param atNanos when it was there, on the monotonic clock
 */
record Frame(ByteString bytes, WorkerEnvelope envelope, long atNanos) {
    /** The bytes of a length. */
    static final int PREFIX_BYTES = 4;

    private static final int FIRST_BODY = WorkerEnvelope.GATEWAY_HELLO_FIELD_NUMBER;
    private static final int LAST_BODY = WorkerEnvelope.WORKER_EVENT_BATCH_FIELD_NUMBER;

    static Frame of(byte[] bytes, long atNanos) {
        try {
            return new Frame(ByteString.copyFrom(bytes), WorkerEnvelope.parseFrom(bytes), atNanos);
        } catch (InvalidProtocolBufferException garbage) {
            return new Frame(ByteString.copyFrom(bytes), null, atNanos);
        }
    }

    /** The bytes to send for an envelope: its length, and itself. */
    static byte[] encode(WorkerEnvelope envelope) {
        return encode(envelope.getSerializedSize(), envelope.toByteArray());
    }

    /** A length, whether true or not, and what follows it. */
    static byte[] encode(int length, byte[] content) {
        return ByteBuffer.allocate(PREFIX_BYTES + content.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .put(content)
                .array();
    }

    /** How many bodies there are; the parsed envelope would show the last one only. */
    int bodies() {
        int bodies = 0;
        CodedInputStream in = bytes.newCodedInput();
        try {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                int field = WireFormat.getTagFieldNumber(tag);
                if (field >= FIRST_BODY && field <= LAST_BODY) {
                    bodies++;
                }
                if (!in.skipField(tag)) {
                    return 0;
                }
            }
        } catch (IOException garbage) {
            return 0;
        }
        return bodies;
    }

    @Override
    public String toString() {
        return "Frame[" + bytes.size() + " bytes]";
    }
}
