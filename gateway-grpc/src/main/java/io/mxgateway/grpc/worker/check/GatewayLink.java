package io.mxgateway.grpc.worker.check;

import io.mxgateway.core.time.GatewayTime;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The gateway's end of one connection: bytes out, frames in, on the thread of the caller and never longer than it wants
 * to wait. Takes the first that connects; its directory keeps others out.
 *
 * <p>Not thread-safe.
 */
final class GatewayLink implements AutoCloseable {
    private static final int PIECE_BYTES = 16 << 10;

    private final GatewayTime time;
    private final Selector selector;
    private final ServerSocketChannel server;
    private final int maxFrameBytes;
    private final ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES).flip();
    private final ByteBuffer prefix = ByteBuffer.allocate(Frame.PREFIX_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    // The worker's connection; null until it has connected.
    private SocketChannel channel;
    // The frame under way; null while its length is not known.
    private ByteBuffer frame;
    // Why nothing more will come, for a person; null while something may.
    private String end;
    // A length that no frame may have, and what came with it; null unless that is why nothing more will come.
    private byte[] wrongFrame;

    private GatewayLink(GatewayTime time, Selector selector, ServerSocketChannel server, int maxFrameBytes) {
        this.time = time;
        this.selector = selector;
        this.server = server;
        this.maxFrameBytes = maxFrameBytes;
    }

    /**
     * Listens.
     *
     * @param maxFrameBytes the longest frame that is taken
     */
    static GatewayLink listen(Path socket, int maxFrameBytes, GatewayTime time) throws IOException {
        Selector selector = Selector.open();
        ServerSocketChannel server = null;
        try {
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket));
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            return new GatewayLink(time, selector, server, maxFrameBytes);
        } catch (IOException e) {
            selector.close();
            if (server != null) {
                server.close();
            }
            throw new IOException("cannot listen at " + socket + ": " + e.getMessage(), e);
        }
    }

    /** Whether the worker has connected. */
    boolean isConnected() {
        return channel != null;
    }

    /** Why nothing more will come; null while something may. */
    String end() {
        return end;
    }

    /** The frame that ended it by its length alone; null when it has not ended so. */
    byte[] wrongFrame() {
        return wrongFrame;
    }

    /** Waits until the worker connects, at most so long; whether it has. */
    boolean accept(Duration atMost) throws IOException {
        if (channel == null) {
            select(atMost);
            channel = server.accept();
            if (channel != null) {
                server.close();
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ);
            }
        }
        return channel != null;
    }

    /**
     * Sends bytes, whatever they are. A worker that has closed the connection gets none, which shows when it is read.
     *
     * @param deadline until when the worker must have taken them
     * @return whether it has, or has closed the connection
     * @throws InterruptedIOException when the thread is interrupted, as all waiting here does
     */
    boolean send(byte[] bytes, long deadline) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(bytes);
        SelectionKey key = channel.keyFor(selector);
        try {
            while (out.hasRemaining()) {
                if (channel.write(out) == 0) {
                    long left = deadline - time.nanoTime();
                    if (left <= 0) {
                        return false;
                    }
                    key.interestOps(SelectionKey.OP_WRITE);
                    select(Duration.ofNanos(left));
                }
            }
        } catch (InterruptedIOException interrupted) {
            throw interrupted;
        } catch (IOException broken) {
            return true;
        } finally {
            if (key.isValid()) {
                key.interestOps(SelectionKey.OP_READ);
            }
        }
        return true;
    }

    /** Waits for a frame, at most so long; null when none came, also because none will. */
    Frame next(Duration atMost) throws IOException {
        Frame ready = cut();
        if (ready == null && end == null) {
            select(atMost);
            receive();
            ready = cut();
        }
        return ready;
    }

    /** Breaks the connection. */
    void disconnect() throws IOException {
        end = "the check has broken the connection";
        channel.close();
        // A channel that a selector knows is only gone when the selector has let go of it.
        selector.selectNow();
    }

    private void select(Duration atMost) throws IOException {
        selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(atMost.toNanos())));
        selector.selectedKeys().clear();
        if (Thread.interrupted()) {
            throw new InterruptedIOException("the check was interrupted");
        }
    }

    private void receive() {
        piece.clear();
        try {
            if (channel.read(piece) < 0) {
                end = "the worker closed the connection" + unfinished();
            }
        } catch (IOException e) {
            end = "the connection broke: " + e.getMessage() + unfinished();
        }
        piece.flip();
    }

    private String unfinished() {
        if (frame != null) {
            return " after " + frame.position() + " of " + frame.capacity() + " bytes of a frame";
        }
        return prefix.position() == 0 ? "" : " in the middle of a length";
    }

    private Frame cut() {
        while (piece.hasRemaining() && wrongFrame == null) {
            if (frame == null) {
                prefix.put(piece.get());
                if (!prefix.hasRemaining()) {
                    begin(prefix.flip().getInt());
                    prefix.clear();
                }
            } else {
                int count = Math.min(piece.remaining(), frame.remaining());
                frame.put(piece.slice(piece.position(), count));
                piece.position(piece.position() + count);
                if (!frame.hasRemaining()) {
                    byte[] whole = frame.array();
                    frame = null;
                    return Frame.of(whole, time.nanoTime());
                }
            }
        }
        return null;
    }

    private void begin(int length) {
        if (length > 0 && length <= maxFrameBytes) {
            frame = ByteBuffer.allocate(length);
            return;
        }
        end = "a frame of " + Integer.toUnsignedString(length) + " bytes was announced; 1 to " + maxFrameBytes
                + " are allowed";
        wrongFrame = new byte[piece.remaining()];
        piece.get(wrongFrame);
    }

    @Override
    public void close() throws IOException {
        selector.close();
        server.close();
        if (channel != null) {
            channel.close();
        }
    }
}
