package io.mxgateway.grpc.worker;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import java.io.IOException;

/**
 * Where a nested message stands in its frame.
 *
 * @param offset its first byte
 * @param length how many bytes it has
 */
record MessageSlice(int offset, int length) {
    /**
     * Finds the one nested message that an envelope's body has to have in a field.
     *
     * @throws WorkerException when there is none, or more than one, or the body cannot be read
     */
    static MessageSlice field(Envelope envelope, int field) {
        int wanted = field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
        CodedInputStream in =
                CodedInputStream.newInstance(envelope.frame(), envelope.bodyOffset(), envelope.bodyLength());
        MessageSlice found = null;
        int count = 0;
        try {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (tag == wanted) {
                    int length = in.readRawVarint32();
                    found = new MessageSlice(envelope.bodyOffset() + in.getTotalBytesRead(), length);
                    count++;
                    in.skipRawBytes(length);
                } else if (!in.skipField(tag)) {
                    throw violation(envelope, "ends a group that it never began", null);
                }
            }
        } catch (IOException e) {
            throw violation(envelope, "cannot be read: " + e.getMessage(), e);
        }
        if (count != 1) {
            throw violation(envelope, "has field " + field + " " + count + " times where once is right", null);
        }
        return found;
    }

    private static WorkerException violation(Envelope envelope, String facts, Throwable cause) {
        return new WorkerException(WorkerErrorCode.PROTOCOL_VIOLATION, "a " + envelope.body() + " " + facts, cause);
    }
}
