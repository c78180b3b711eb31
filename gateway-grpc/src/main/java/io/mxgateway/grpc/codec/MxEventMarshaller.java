package io.mxgateway.grpc.codec;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.mxgateway.core.mx.MxEvent;
import java.io.IOException;
import java.io.InputStream;

/**
 * Puts events on the wire: those held as bytes as they are, the others encoded. Events from the wire are held as bytes.
 *
 * <p>Thread-safe.
 */
public final class MxEventMarshaller implements MethodDescriptor.Marshaller<MxEvent> {
    private static final byte[] NO_TAIL = {};

    @Override
    public InputStream stream(MxEvent value) {
        if (value instanceof WireEvent wire) {
            return wire.stream();
        }
        return new MessageStream(EventCodec.toBytes(value), NO_TAIL);
    }

    @Override
    public MxEvent parse(InputStream stream) {
        try {
            return WireEvent.of(MessageBytes.readAll(stream));
        } catch (IOException | CodecException e) {
            throw Status.INTERNAL
                    .withDescription("the event cannot be decoded: " + e.getMessage())
                    .withCause(e)
                    .asRuntimeException();
        }
    }
}
