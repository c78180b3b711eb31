package io.mxgateway.grpc.worker;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes on their way out, in memory that grows with need and is given back after a burst. Not thread-safe. */
final class OutBuffer {
    private static final int SMALLEST = 512;
    // What an idle connection may keep.
    private static final int KEPT = 8 << 10;
    private static final byte[] NONE = {};

    private byte[] bytes = NONE;
    // Bytes from begin (inclusive) to end (exclusive) are still to be sent.
    private int begin;
    private int end;

    int size() {
        return end - begin;
    }

    byte[] array() {
        return bytes;
    }

    /** Makes room for some bytes at the end; returns where the caller is to write all of them. */
    int claim(int count) {
        int needed = Math.addExact(end, count);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int)
                    Math.min(1 << 30, Math.max(SMALLEST, 2L * bytes.length))));
        }
        int at = end;
        end = needed;
        return at;
    }

    /** The next bytes to send, at most so many. */
    ByteBuffer next(int atMost) {
        return ByteBuffer.wrap(bytes, begin, Math.min(size(), atMost));
    }

    /** So many of them were sent. */
    void sent(int count) {
        begin += count;
        if (begin == end) {
            begin = 0;
            end = 0;
            if (bytes.length > KEPT) {
                bytes = NONE;
            }
        }
    }
}
