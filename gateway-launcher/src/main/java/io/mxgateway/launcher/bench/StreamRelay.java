package io.mxgateway.launcher.bench;

import io.grpc.Status;
import io.grpc.netty.shaded.io.netty.util.concurrent.EventExecutor;
import io.grpc.netty.shaded.io.netty.util.internal.ThreadExecutorMap;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hands on a stream that another process makes, as the gateway does, but without a look at it: for each message whose
 * bytes have arrived it sends the one that was asked for, on the thread of the client's connection. Nothing is read out
 * of the bytes, checked, numbered, kept or stamped, so no gateway with a process behind it can be faster.
 *
 * <p>For one stream at a time.
 */
final class StreamRelay implements AutoCloseable {
    private static final int BUFFER_BYTES = 256 << 10;
    // What may have arrived and not be sent yet, as much as the gateway keeps between the two.
    private static final int AHEAD_BYTES = 1 << 20;
    private static final int ORDER_BYTES = Long.BYTES;

    private final Peer peer;

    /**
     * Ready to relay.
     *
     * @param peer runs {@link #serve}; taken over
     */
    StreamRelay(Peer peer) {
        this.peer = peer;
    }

    /** The other process: makes what it is told to, until nobody wants any more. */
    static void serve(Path socket) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            ByteBuffer order = ByteBuffer.allocate(ORDER_BYTES);
            while (channel.read(order.clear()) == ORDER_BYTES) {
                long left = order.flip().getLong();
                ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);
                while (left > 0) {
                    out.clear().limit((int) Math.min(left, BUFFER_BYTES));
                    left -= out.remaining();
                    while (out.hasRemaining()) {
                        channel.write(out);
                    }
                }
            }
        }
    }

    /** Sends a message so many times; to be called on the connection's thread. */
    void relay(byte[] message, long count, ServerCallStreamObserver<byte[]> messages) {
        Relayed relayed = new Relayed(message, count, messages);
        messages.setOnReadyHandler(relayed::wish);
        Thread reader = new Thread(relayed::read, "mxgateway-bench-relay");
        reader.setDaemon(true);
        reader.start();
    }

    @Override
    public void close() {
        peer.close();
    }

    /** One stream: read by a thread of its own, sent by the connection's. */
    private final class Relayed {
        private final byte[] message;
        private final long bytes;
        private final ServerCallStreamObserver<byte[]> messages;
        private final EventExecutor home = ThreadExecutorMap.currentExecutor();
        // Wishes to send that were not met; who raises it from 0 has it done.
        private final AtomicInteger wishes = new AtomicInteger();
        private final Object lock = new Object();
        // In bytes. Guarded by lock.
        private long arrived;
        private long taken;

        Relayed(byte[] message, long count, ServerCallStreamObserver<byte[]> messages) {
            this.message = message;
            this.bytes = count * message.length;
            this.messages = messages;
        }

        void read() {
            ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);
            try {
                peer.channel()
                        .write(ByteBuffer.allocate(ORDER_BYTES).putLong(bytes).flip());
                for (long left = bytes; left > 0; ) {
                    int count = peer.channel().read(in.clear().limit((int) Math.min(left, BUFFER_BYTES)));
                    if (count < 0) {
                        throw new IOException("the peer has gone");
                    }
                    left -= count;
                    arrived(count);
                    wish();
                    awaitRoom();
                }
            } catch (IOException e) {
                home.execute(() -> messages.onError(
                        Status.UNAVAILABLE.withDescription(e.toString()).asRuntimeException()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void arrived(int count) {
            synchronized (lock) {
                arrived += count;
            }
        }

        private void awaitRoom() throws InterruptedException {
            synchronized (lock) {
                while (arrived - taken > AHEAD_BYTES) {
                    lock.wait();
                }
            }
        }

        void wish() {
            if (wishes.getAndIncrement() == 0) {
                home.execute(this::work);
            }
        }

        private void work() {
            int met = wishes.get();
            do {
                send();
                met = wishes.addAndGet(-met);
            } while (met != 0);
        }

        private void send() {
            long there;
            long gone;
            synchronized (lock) {
                there = arrived;
                gone = taken;
            }
            if (gone == bytes) {
                return;
            }
            while (there - gone >= message.length && messages.isReady()) {
                messages.onNext(message);
                gone += message.length;
            }
            synchronized (lock) {
                taken = gone;
                lock.notifyAll();
            }
            if (gone == bytes) {
                messages.onCompleted();
            }
        }
    }
}
