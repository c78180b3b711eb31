package io.mxgateway.grpc.worker;

import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into frames, however the bytes are split on their way. A frame is a 4-byte little-endian
 * unsigned length and that many bytes.
 *
 * <p>Between frames it holds no memory but the prefix, so an idle connection costs next to nothing. A long frame's memory
 * grows with the bytes that have really come: a length alone, even a legal one, buys a peer no more than one piece.
 *
 * <p>Not thread-safe: it belongs to whoever reads the connection.
 */
final class FrameReader {
    /** The bytes of a length. */
    static final int PREFIX_BYTES = 4;

    // The first memory given to a frame that is still on its way.
    private static final int FIRST_PIECE = 64 << 10;

    /** Takes frames. */
    @FunctionalInterface
    interface Sink {
        /** A whole frame without its length; the array is the receiver's from now on. */
        void frame(byte[] frame);
    }

    // The longest frame taken: raised once it is known who speaks.
    private int maxFrameBytes;
    // The length as far as it has come: prefixBytes of it, the lowest byte first.
    private int prefix;
    private int prefixBytes;
    // The frame under way; null while its length is not known.
    private byte[] frame;
    private int frameLength;
    private int filled;

    FrameReader(int maxFrameBytes) {
        this.maxFrameBytes = maxFrameBytes;
    }

    /** Sets another limit, from the next frame on. */
    void limit(int newMaxFrameBytes) {
        maxFrameBytes = newMaxFrameBytes;
    }

    /**
     * Takes all bytes of a buffer and hands over the frames they complete.
     *
     * @throws WorkerException with {@link WorkerErrorCode#PROTOCOL_VIOLATION} for a length of 0 or above the limit; the
     *     stream has no meaning after that
     */
    void read(ByteBuffer in, Sink sink) {
        while (in.hasRemaining()) {
            if (frame == null) {
                readPrefix(in);
            } else {
                fill(in);
            }
            if (frame != null && filled == frameLength) {
                byte[] whole = frame;
                frame = null;
                sink.frame(whole);
            }
        }
    }

    /** Whether the stream stands between two frames. */
    boolean atBoundary() {
        return frame == null && prefixBytes == 0;
    }

    /** The bytes of memory held for the frame under way. */
    int heldBytes() {
        return frame == null ? 0 : frame.length;
    }

    /** How far the frame under way has come, for a person. */
    String progress() {
        return frame == null
                ? prefixBytes + " of " + PREFIX_BYTES + " bytes of a length"
                : filled + " of " + frameLength + " bytes of a frame";
    }

    private void readPrefix(ByteBuffer in) {
        while (prefixBytes < PREFIX_BYTES) {
            if (!in.hasRemaining()) {
                return;
            }
            prefix |= (in.get() & 0xff) << (8 * prefixBytes++);
        }
        int length = prefix;
        prefix = 0;
        prefixBytes = 0;
        if (length <= 0 || length > maxFrameBytes) {
            throw new WorkerException(
                    WorkerErrorCode.PROTOCOL_VIOLATION,
                    "a frame of " + Integer.toUnsignedString(length) + " bytes was announced; 1 to " + maxFrameBytes
                            + " are allowed");
        }
        frameLength = length;
        filled = 0;
        frame = new byte[Math.min(length, Math.max(FIRST_PIECE, in.remaining()))];
    }

    private void fill(ByteBuffer in) {
        if (filled == frame.length) {
            frame = Arrays.copyOf(frame, (int) Math.min(frameLength, 2L * frame.length));
        }
        int count = Math.min(in.remaining(), frame.length - filled);
        in.get(frame, filled, count);
        filled += count;
    }
}
