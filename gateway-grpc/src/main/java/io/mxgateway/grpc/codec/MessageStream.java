package io.mxgateway.grpc.codec;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A serialized message in two parts. Its length is known and it writes itself, so that gRPC needs no buffer of its own in
 * between.
 *
 * <p>For one thread.
 */
final class MessageStream extends InputStream implements KnownLength, Drainable {
    private final byte[] head;
    private final int headOffset;
    private final int headLength;
    private final byte[] tail;
    // What was taken so far, of both parts together.
    private int taken;

    MessageStream(byte[] head, byte[] tail) {
        this(head, 0, head.length, tail);
    }

    /** A message whose head lies within other bytes. */
    MessageStream(byte[] head, int headOffset, int headLength, byte[] tail) {
        this.head = head;
        this.headOffset = headOffset;
        this.headLength = headLength;
        this.tail = tail;
    }

    @Override
    public int drainTo(OutputStream target) throws IOException {
        int left = available();
        if (taken < headLength) {
            target.write(head, headOffset + taken, headLength - taken);
            taken = headLength;
        }
        if (taken < headLength + tail.length) {
            target.write(tail, taken - headLength, headLength + tail.length - taken);
            taken = headLength + tail.length;
        }
        return left;
    }

    @Override
    public int available() {
        return headLength + tail.length - taken;
    }

    @Override
    public int read() {
        if (available() == 0) {
            return -1;
        }
        byte next = taken < headLength ? head[headOffset + taken] : tail[taken - headLength];
        taken++;
        return next & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (available() == 0) {
            return -1;
        }
        boolean inHead = taken < headLength;
        byte[] part = inHead ? head : tail;
        int from = inHead ? headOffset + taken : taken - headLength;
        int count = Math.min(length, inHead ? headLength - taken : available());
        System.arraycopy(part, from, target, offset, count);
        taken += count;
        return count;
    }
}
