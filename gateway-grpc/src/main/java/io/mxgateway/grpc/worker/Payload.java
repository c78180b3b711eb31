package io.mxgateway.grpc.worker;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import io.mxgateway.grpc.codec.EventWriter;
import java.io.IOException;

/** The body of an envelope on its way out. */
interface Payload {
    /** How many bytes it has. */
    int size();

    /** Writes them. */
    void writeTo(CodedOutputStream out) throws IOException;

    /** A message. */
    static Payload of(MessageLite message) {
        return new Payload() {
            @Override
            public int size() {
                return message.getSerializedSize();
            }

            @Override
            public void writeTo(CodedOutputStream out) throws IOException {
                message.writeTo(out);
            }
        };
    }

    /** The events that a writer holds at the moment it is sent. */
    static Payload of(EventWriter events) {
        return new Payload() {
            @Override
            public int size() {
                return events.size();
            }

            @Override
            public void writeTo(CodedOutputStream out) throws IOException {
                out.writeRawBytes(events.array(), 0, events.size());
            }
        };
    }
}
