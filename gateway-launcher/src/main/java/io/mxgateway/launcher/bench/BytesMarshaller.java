package io.mxgateway.launcher.bench;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Messages as the bytes they are: what is measured is the way, not the packing. Thread-safe. */
final class BytesMarshaller implements Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] message) {
        return new Message(message);
    }

    @Override
    public byte[] parse(InputStream stream) {
        try {
            byte[] message = new byte[stream.available()];
            int filled = stream.readNBytes(message, 0, message.length);
            if (filled != message.length) {
                throw new IOException("a message ended after " + filled + " of " + message.length + " bytes");
            }
            return message;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Knows its length and writes itself, so that gRPC copies it once and no more. */
    private static final class Message extends ByteArrayInputStream implements KnownLength, Drainable {
        Message(byte[] message) {
            super(message);
        }

        @Override
        public int drainTo(OutputStream target) throws IOException {
            int count = available();
            target.write(buf, pos, count);
            pos = this.count;
            return count;
        }
    }
}
