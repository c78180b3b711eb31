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
    private final byte[] tail;
    // What was taken so far, of both parts together.
    private int taken;

    MessageStream(byte[] head, byte[] tail) {
        this.head = head;
        this.tail = tail;
    }

    @Override
    public int drainTo(OutputStream target) throws IOException {
        int left = available();
        if (taken < head.length) {
            target.write(head, taken, head.length - taken);
            taken = head.length;
        }
        if (taken < head.length + tail.length) {
            target.write(tail, taken - head.length, head.length + tail.length - taken);
            taken = head.length + tail.length;
        }
        return left;
    }

    @Override
    public int available() {
        return head.length + tail.length - taken;
    }

    @Override
    public int read() {
        if (available() == 0) {
            return -1;
        }
        byte next = taken < head.length ? head[taken] : tail[taken - head.length];
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
        boolean inHead = taken < head.length;
        byte[] part = inHead ? head : tail;
        int from = inHead ? taken : taken - head.length;
        int count = Math.min(length, part.length - from);
        System.arraycopy(part, from, target, offset, count);
        taken += count;
        return count;
    }
}
