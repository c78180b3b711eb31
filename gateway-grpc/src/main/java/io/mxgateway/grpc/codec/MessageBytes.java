package io.mxgateway.grpc.codec;

import io.grpc.KnownLength;
import java.io.IOException;
import java.io.InputStream;

/** Reads serialized messages from gRPC. Pure functions. */
public final class MessageBytes {
    private MessageBytes() {}

    /**
     * All that is left of a stream. What knows its length, as every message does that was not compressed, is read into an
     * array of just that length: the JDK's own way begins with 8 KiB, for a request of a hundred bytes too.
     *
     * @throws IOException when the stream breaks
     */
    public static byte[] readAll(InputStream stream) throws IOException {
        return stream instanceof KnownLength ? exactly(stream) : stream.readAllBytes();
    }

    private static byte[] exactly(InputStream stream) throws IOException {
        byte[] bytes = new byte[stream.available()];
        int count = stream.readNBytes(bytes, 0, bytes.length);
        if (count < bytes.length) {
            throw new IOException("the message ended after " + count + " of " + bytes.length + " bytes");
        }
        return bytes;
    }
}
