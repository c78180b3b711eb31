package io.mxgateway.launcher.bench;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

/**
 * A process beyond a Unix domain socket that sends back what it is sent: the least that a worker could do, written to in
 * the least that a gateway could do. One write per message on the thread that brings it, one thread that reads.
 *
 * <p>A write may block, which only a measurement can afford. Thread-safe.
 */
final class RelayPeer implements AutoCloseable {
    private static final Logger LOG = System.getLogger(RelayPeer.class.getName());
    private static final int PREFIX_BYTES = Integer.BYTES;
    private static final int BUFFER_BYTES = 256 << 10;

    private final Path directory;
    private final Process process;
    private final SocketChannel channel;
    private final Thread reader = new Thread(this::read, "mxgateway-bench-relay");
    private final Object lock = new Object();
    // In the order of what was written. Guarded by lock.
    private final Queue<Asked> asked = new ArrayDeque<>();
    // Guarded by lock.
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);

    private record Asked(int replySize, StreamObserver<byte[]> reply) {}

    private RelayPeer(Path directory, Process process, SocketChannel channel) {
        this.directory = directory;
        this.process = process;
        this.channel = channel;
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts it and waits for it.
     *
     * @param command starts {@link #serve} with a path, which is added
     */
    static RelayPeer start(List<String> command) throws IOException {
        Path directory = Files.createTempDirectory("mxgateway-bench-");
        Path socket = directory.resolve("relay");
        try (ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            door.bind(UnixDomainSocketAddress.of(socket));
            List<String> all = new ArrayList<>(command);
            all.add(socket.toString());
            Process process = new ProcessBuilder(all).inheritIO().start();
            // Whoever waits for this server to be ready bounds the wait.
            return new RelayPeer(directory, process, door.accept());
        } finally {
            Files.deleteIfExists(socket);
        }
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
        try {
            channel.close();
            reader.join();
            process.waitFor();
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new BenchFailure("the relay left something in " + directory + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
