package io.mxgateway.launcher.bench;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

/**
 * Hands calls on to a process that sends back what it is sent: the least that a worker could do, written to in the least
 * that a gateway could do. One write per message on the thread that brings it, one thread that reads.
 *
 * <p>A write may block, which only a measurement can afford. Thread-safe.
 */
final class CallRelay implements AutoCloseable {
    private static final Logger LOG = System.getLogger(CallRelay.class.getName());
    private static final int PREFIX_BYTES = Integer.BYTES;
    private static final int BUFFER_BYTES = 256 << 10;

    private final Peer peer;
    private final SocketChannel channel;
    private final Thread reader = new Thread(this::read, "mxgateway-bench-relay");
    private final Object lock = new Object();
    // In the order of what was written. Guarded by lock.
    private final Queue<Asked> asked = new ArrayDeque<>();
    // Guarded by lock.
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);

    private record Asked(int replySize, StreamObserver<byte[]> reply) {}

    /**
     * Begins to relay.
     *
     * @param peer runs {@link #serve}; taken over
     */
    CallRelay(Peer peer) {
        this.peer = peer;
        this.channel = peer.channel();
        reader.setDaemon(true);
        reader.start();
    }

    /** The other process: sends back until nobody sends any more. */
    static void serve(Path socket) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
            while (channel.read(buffer.clear()) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
        }
    }

    /** Sends a request there and answers it with what comes back. */
    void relay(byte[] request, StreamObserver<byte[]> reply) {
        synchronized (lock) {
            asked.add(new Asked(ByteBuffer.wrap(request).getInt(), reply));
            out.clear().order(ByteOrder.LITTLE_ENDIAN);
            out.putInt(request.length).put(request).flip();
            try {
                while (out.hasRemaining()) {
                    channel.write(out);
                }
            } catch (IOException gone) {
                // The reader finds the same, and fails all that wait.
                LOG.log(Level.DEBUG, "a request was not sent", gone);
            }
        }
    }

    private void read() {
        ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try {
            while (channel.read(in) >= 0) {
                in.flip();
                while (in.remaining() >= PREFIX_BYTES && in.remaining() - PREFIX_BYTES >= in.getInt(in.position())) {
                    byte[] message = new byte[in.getInt()];
                    in.get(message);
                    answer(message);
                }
                in.compact();
            }
            failAll("the peer has gone");
        } catch (IOException e) {
            failAll(e.toString());
        }
    }

    private void answer(byte[] message) {
        Asked first;
        synchronized (lock) {
            first = asked.remove();
        }
        first.reply().onNext(Arrays.copyOf(message, first.replySize()));
        first.reply().onCompleted();
    }

    private void failAll(String why) {
        List<Asked> all;
        synchronized (lock) {
            all = List.copyOf(asked);
            asked.clear();
        }
        all.forEach(one ->
                one.reply().onError(Status.UNAVAILABLE.withDescription(why).asRuntimeException()));
    }

    /** Ends the other process and what belongs to it here. */
    @Override
    public void close() {
        peer.close();
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
