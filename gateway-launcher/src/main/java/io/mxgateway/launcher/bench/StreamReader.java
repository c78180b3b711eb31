package io.mxgateway.launcher.bench;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Reads a stream as fast as it comes, and tells when so many messages have come. Messages are taken by the connection's
 * thread; all else is for one other thread.
 */
final class StreamReader extends ClientCall.Listener<byte[]> implements AutoCloseable {
    private static final int ALL = 1 << 30;

    private final ClientCall<byte[], byte[]> call;
    private final Consumer<byte[]> taker;
    private final CountDownLatch attached = new CountDownLatch(1);
    // Messages so far. Written by the connection's thread.
    private volatile long count;
    // At this count, arrived is opened; 0 when it was, or when nothing is expected.
    private volatile long wanted;
    private volatile CountDownLatch arrived = new CountDownLatch(1);
    // When the last of those wanted came.
    private volatile long arrivedAt;
    // The first message; null before.
    private volatile byte[] first;
    // Null while the stream goes on.
    private volatile Status ended;

    /**
     * Begins to read.
     *
     * @param taker gets each message on the connection's thread
     */
    StreamReader(Channel channel, MethodDescriptor<byte[], byte[]> method, byte[] request, Consumer<byte[]> taker) {
        this.taker = taker;
        this.call = channel.newCall(method, CallOptions.DEFAULT);
        call.start(this, new Metadata());
        call.request(ALL);
        call.sendMessage(request);
        call.halfClose();
    }

    /** Waits until the server has taken the stream. */
    StreamReader attached() throws InterruptedException {
        if (!attached.await(1, TimeUnit.MINUTES)) {
            throw new BenchFailure("a stream was never answered");
        }
        return this;
    }

    /** From now on, counts up to so many more messages; before they are on their way. */
    void expect(long more) {
        arrived = new CountDownLatch(1);
        wanted = count + more;
    }

    /** Counts up to this many messages in all, some of which may have come. */
    void expectInAll(long all) {
        arrived = new CountDownLatch(1);
        wanted = all;
        if (count >= all) {
            arrived.countDown();
        }
    }

    /** Waits for those expected; returns when, on the clock of {@link System#nanoTime}, the last of them came. */
    long await(Duration atMost) throws InterruptedException {
        boolean told = arrived.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        if (!told || count < wanted) {
            throw new BenchFailure("a stream brought " + count + " messages instead of " + wanted
                    + (ended == null ? "" : " and ended: " + ended));
        }
        return arrivedAt;
    }

    byte[] first() {
        return first;
    }

    @Override
    public void onHeaders(Metadata headers) {
        attached.countDown();
    }

    @Override
    public void onMessage(byte[] message) {
        long now = count + 1;
        taker.accept(message);
        if (now == 1) {
            first = message;
        }
        count = now;
        if (now == wanted) {
            arrivedAt = System.nanoTime();
            arrived.countDown();
        }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        ended = status;
        attached.countDown();
        arrived.countDown();
    }

    @Override
    public void close() {
        call.cancel("enough", null);
    }
}
