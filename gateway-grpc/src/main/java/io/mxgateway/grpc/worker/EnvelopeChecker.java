package io.mxgateway.grpc.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import io.mxgateway.proto.worker.v1.WorkerEnvelope;
import java.io.IOException;
import java.util.Arrays;

/**
 * Judges every envelope that arrives: the protocol version, the session, a contiguous sequence, exactly one body. Reads
 * the few outer fields where they lie and leaves the body as bytes.
 *
 * <p>Not thread-safe: one for each direction of a connection, used by whoever reads it.
 */
final class EnvelopeChecker {
    /** The version of the worker protocol spoken here. */
    static final int PROTOCOL_VERSION = 1;

    private static final int VERSION_TAG =
            tag(WorkerEnvelope.PROTOCOL_VERSION_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);
    private static final int SESSION_TAG =
            tag(WorkerEnvelope.SESSION_ID_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    private static final int SEQUENCE_TAG = tag(WorkerEnvelope.SEQUENCE_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);
    private static final int CORRELATION_TAG =
            tag(WorkerEnvelope.CORRELATION_ID_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);

    private final byte[] sessionBytes;
    // The sequence of the last envelope that was taken; 0 before the first.
    private long lastSequence;

    EnvelopeChecker(String sessionId) {
        this.sessionBytes = sessionId.getBytes(UTF_8);
    }

    /**
     * Takes the next envelope of the stream.
     *
     * @param frame a whole frame
     * @throws WorkerException with {@link WorkerErrorCode#PROTOCOL_VIOLATION} and the facts
     */
    Envelope check(byte[] frame) {
        try {
            return scan(frame);
        } catch (InvalidProtocolBufferException e) {
            throw violation("a frame of " + frame.length + " bytes is no envelope: " + e.getMessage(), e);
        } catch (IOException e) {
            throw violation("a frame of " + frame.length + " bytes ends inside a field", e);
        }
    }

    private Envelope scan(byte[] frame) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(frame);
        int version = 0;
        boolean ours = sessionBytes.length == 0;
        long sequence = 0;
        String correlationId = "";
        EnvelopeBody body = null;
        int bodies = 0;
        int bodyOffset = 0;
        int bodyLength = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            EnvelopeBody candidate = bodyOf(tag);
            if (candidate != null) {
                bodies++;
                body = candidate;
                bodyLength = in.readRawVarint32();
                bodyOffset = in.getTotalBytesRead();
                in.skipRawBytes(bodyLength);
            } else if (tag == VERSION_TAG) {
                version = in.readUInt32();
            } else if (tag == SESSION_TAG) {
                ours = isOurSession(in, frame);
            } else if (tag == SEQUENCE_TAG) {
                sequence = in.readUInt64();
            } else if (tag == CORRELATION_TAG) {
                correlationId = in.readStringRequireUtf8();
            } else if (!in.skipField(tag)) {
                throw violation("a frame of " + frame.length + " bytes ends a group that it never began", null);
            }
        }
        if (version != PROTOCOL_VERSION) {
            throw violation(
                    "protocol version " + Integer.toUnsignedString(version) + " where " + PROTOCOL_VERSION
                            + " is spoken",
                    null);
        }
        if (!ours) {
            throw violation("an envelope of another session", null);
        }
        if (bodies != 1) {
            throw violation("an envelope with " + bodies + " bodies where exactly one belongs", null);
        }
        if (sequence != lastSequence + 1) {
            throw violation(
                    "envelope sequence " + Long.toUnsignedString(sequence) + " where " + (lastSequence + 1)
                            + " was due, body " + body,
                    null);
        }
        lastSequence = sequence;
        return new Envelope(body, correlationId, frame, bodyOffset, bodyLength);
    }

    private static EnvelopeBody bodyOf(int tag) {
        return WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED
                ? EnvelopeBody.ofField(WireFormat.getTagFieldNumber(tag))
                : null;
    }

    // Compared where it lies: no text is made of an id that every single envelope repeats.
    private boolean isOurSession(CodedInputStream in, byte[] frame) throws IOException {
        int length = in.readRawVarint32();
        int offset = in.getTotalBytesRead();
        in.skipRawBytes(length);
        return length == sessionBytes.length
                && Arrays.equals(frame, offset, offset + length, sessionBytes, 0, sessionBytes.length);
    }

    private WorkerException violation(String facts, Throwable cause) {
        return new WorkerException(
                WorkerErrorCode.PROTOCOL_VIOLATION, facts + " envelopesBefore=" + lastSequence, cause);
    }

    private static int tag(int field, int wireType) {
        return field << 3 | wireType;
    }
}
