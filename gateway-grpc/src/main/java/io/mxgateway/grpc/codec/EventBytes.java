package io.mxgateway.grpc.codec;

import java.time.Instant;

/**
 * The memory that events lie in which arrived together, and the time stamp that follows each of them on its way to a
 * client. Neither is copied: on the wire the one comes behind the other.
 *
 * <p>Immutable, as long as nobody changes the array; safe for use by many threads.
 */
public final class EventBytes {
    private static final byte[] NONE = {};

    private final byte[] buffer;
    private final byte[] stamp;

    private EventBytes(byte[] buffer, byte[] stamp) {
        this.buffer = buffer;
        this.stamp = stamp;
    }

    /** Events as they are. */
    static EventBytes unstamped(byte[] buffer) {
        return new EventBytes(buffer, NONE);
    }

    /**
     * Events that the gateway has received.
     *
     * @param buffer where they lie; taken over, not copied, so it must not be changed afterwards
     * @param receivedAt when they came
     */
    public static EventBytes received(byte[] buffer, Instant receivedAt) {
        return new EventBytes(buffer, stamp(receivedAt));
    }

    /** Other memory with the same stamp. */
    EventBytes with(byte[] other) {
        return new EventBytes(other, stamp);
    }

    /** Parsers merge a field that comes twice, so both parts of the timestamp are written even if 0. */
    private static byte[] stamp(Instant instant) {
        long seconds = instant.getEpochSecond();
        int nanos = instant.getNano();
        int inner = 2 + WireWriter.sizeOf(seconds) + WireWriter.sizeOf(nanos);
        byte[] all = new byte[2 + inner];
        all[0] = (byte) (io.mxgateway.proto.v1.MxEvent.GATEWAY_RECEIVE_TIMESTAMP_FIELD_NUMBER << 3 | WireReader.BYTES);
        all[1] = (byte) inner;
        all[2] = 1 << 3 | WireReader.VARINT;
        int at = WireWriter.put(all, 3, seconds);
        all[at++] = 2 << 3 | WireReader.VARINT;
        WireWriter.put(all, at, nanos);
        return all;
    }

    byte[] buffer() {
        return buffer;
    }

    byte[] stamp() {
        return stamp;
    }
}
