package io.mxgateway.grpc.worker;

import com.google.protobuf.MessageLite;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * One end of a connection between gateway and worker: frames in, frames out, no thread of its own and nothing that
 * blocks. Both ends use it.
 *
 * <p>Any thread may send. The one that finds nobody writing writes at once, without a detour over the loop; others leave
 * their frames, which then go out together; and one that sends many may ask for that. What the socket does not take
 * waits, bounded, until the loop sees room.
 */
final class WireConnection {
    // What is handed to the socket in one call; also bounds the JDK's per-thread copy of it.
    private static final int WRITE_BYTES = 128 << 10;
    // How often one turn of the loop reads one connection before the others get theirs.
    private static final int READS_PER_TURN = 4;
    /** How much more than commands the frames that keep order may fill: cancel, shutdown, heartbeats. */
    private static final int CONTROL_HEADROOM = 256 << 10;

    // Beyond this, frames have nothing to gain from going together with more.
    private static final int TOGETHER_BYTES = 64 << 10;

    /** What came of an attempt to send. */
    enum Sent {
        /** On its way, or waiting for its turn. */
        YES,
        /** Refused: too much is waiting already. */
        FULL,
        /** Refused: the connection is over. */
        CLOSED
    }

    /** Hears what happens on the connection. All calls come on the loop's thread, except {@link #drained}. */
    interface Handler {
        /** A whole frame has come. What it throws as {@link WorkerException} ends the connection. */
        void frame(byte[] frame);

        /** All frames of one read have been handed over. */
        void endOfRead();

        /** Nothing is waiting to be sent any more; on whichever thread sent the last of it. */
        void drained();

        /** The connection is over, and not because {@link WireConnection#close} was called; the last call, once. */
        void ended(WorkerException cause);
    }

    private final IoLoop loop;
    private final SocketChannel channel;
    private final FrameReader reader;
    private final EnvelopeEncoder encoder;
    private final int outboundLimit;
    private final Handler handler;
    private final Object lock = new Object();
    // Guarded by lock: frames nobody has begun to write.
    private OutBuffer waiting = new OutBuffer();
    // Owned by whoever holds the claim to write.
    private OutBuffer writing = new OutBuffer();
    // Guarded by lock: somebody is writing, or the loop waits for room in the socket.
    private boolean claimed;
    // Guarded by lock: the loop has a task to write what waits.
    private boolean flushDue;
    // Guarded by lock: nothing goes out any more.
    private boolean closed;
    // Guarded by lock: the longest frame the peer takes.
    private int maxFrameBytes;
    // Loop's thread only: null until registered.
    private SelectionKey key;
    // Loop's thread only: whether the owner wants to read at the moment.
    private boolean reading = true;
    // Loop's thread only: the frames of a read are being handed over, and what waits is written behind them.
    private boolean inRead;

    WireConnection(
            IoLoop loop,
            SocketChannel channel,
            FrameReader reader,
            EnvelopeEncoder encoder,
            int maxFrameBytes,
            int outboundLimit,
            Handler handler) {
        this.loop = loop;
        this.channel = channel;
        this.reader = reader;
        this.encoder = encoder;
        this.maxFrameBytes = maxFrameBytes;
        this.outboundLimit = outboundLimit;
        this.handler = handler;
    }

    /**
     * Sends the first frame, then begins to read; once. In this order, since what the peer has sent already may call
     * forth an answer, which must not be the first frame.
     */
    void open(EnvelopeBody body, MessageLite first) {
        sendControl("", body, first);
        loop.execute(() -> {
            try {
                key = loop.register(channel, reading ? SelectionKey.OP_READ : 0, this::ready);
            } catch (ClosedChannelException e) {
                end("the connection was closed before it was used", e);
            }
        });
    }

    /** The longest frame the peer takes from now on. */
    void limitFrames(int bytes) {
        synchronized (lock) {
            maxFrameBytes = bytes;
        }
    }

    /** Sends what may fill the queue only up to its limit. */
    Sent send(String correlationId, EnvelopeBody body, MessageLite message) {
        return send(correlationId, body, Payload.of(message), outboundLimit, false);
    }

    /**
     * The same for one of many: it may wait for the loop to come round and goes out with what is sent until then, in one
     * call of the system. Whatever is sent in any other way takes it along at once.
     */
    Sent sendTogether(String correlationId, EnvelopeBody body, MessageLite message) {
        return send(correlationId, body, Payload.of(message), outboundLimit, true);
    }

    /** Sends what must get through even when commands or events fill the queue. */
    Sent sendControl(String correlationId, EnvelopeBody body, MessageLite message) {
        return sendControl(correlationId, body, Payload.of(message));
    }

    /** The same for what is no message yet. */
    Sent sendControl(String correlationId, EnvelopeBody body, Payload payload) {
        return send(correlationId, body, payload, outboundLimit + CONTROL_HEADROOM, false);
    }

    /** Sends what must get through; what a frame that is being read brings about leaves behind the frames of that read. */
    Sent sendReply(String correlationId, EnvelopeBody body, MessageLite message) {
        boolean together = loop.isLoopThread() && inRead;
        return send(correlationId, body, Payload.of(message), outboundLimit + CONTROL_HEADROOM, together);
    }

    private Sent send(String correlationId, EnvelopeBody body, Payload payload, int limit, boolean together) {
        boolean later;
        synchronized (lock) {
            if (closed) {
                return Sent.CLOSED;
            }
            long size = encoder.size(correlationId, body, payload);
            if (size > maxFrameBytes) {
                throw new WorkerException(
                        WorkerErrorCode.PROTOCOL_VIOLATION,
                        "a " + body + " of " + size + " bytes does not fit into a frame; at most " + maxFrameBytes
                                + " bytes do");
            }
            if (waiting.size() > 0 && waiting.size() + size > limit) {
                return Sent.FULL;
            }
            encoder.write(waiting, (int) size, correlationId, body, payload);
            if (claimed) {
                return Sent.YES;
            }
            later = together && waiting.size() < TOGETHER_BYTES;
            if (later && flushDue) {
                return Sent.YES;
            }
            flushDue |= later;
            claimed = !later;
        }
        if (later) {
            flushSoon();
        } else {
            write();
        }
        return Sent.YES;
    }

    private void flushSoon() {
        if (!loop.isLoopThread() || !inRead) {
            loop.execute(this::flush);
        }
    }

    /** Writes what was left for the loop, unless somebody else does or has. */
    void flush() {
        synchronized (lock) {
            flushDue = false;
            if (closed || claimed || waiting.size() == 0) {
                return;
            }
            claimed = true;
        }
        write();
    }

    /** Bytes that nobody has begun to write. */
    int waitingBytes() {
        synchronized (lock) {
            return waiting.size();
        }
    }

    /** Runs a task now if nothing is waiting or being written; otherwise {@link Handler#drained} will come. */
    void whenIdle(Runnable task) {
        boolean idle;
        synchronized (lock) {
            idle = !claimed && waiting.size() == 0;
        }
        if (idle) {
            task.run();
        }
    }

    /** Stops or continues reading; on the loop's thread only. */
    void read(boolean wanted) {
        reading = wanted;
        if (key != null && key.isValid()) {
            if (wanted) {
                key.interestOpsOr(SelectionKey.OP_READ);
            } else {
                key.interestOpsAnd(~SelectionKey.OP_READ);
            }
        }
    }

    /** Reads all that has arrived, also while reading is stopped; on the loop's thread only. */
    void readArrived() {
        while (isOpen() && readOnce() > 0) {
            handler.endOfRead();
        }
    }

    /** Ends the connection at once, without a call to the handler; idempotent. */
    void close() {
        markClosed();
        IoLoop.closeQuietly(channel);
        // A key that was cancelled holds its descriptor until the loop turns.
        loop.execute(() -> {});
    }

    private boolean isOpen() {
        synchronized (lock) {
            return !closed;
        }
    }

    // Returns whether this call did it.
    private boolean markClosed() {
        synchronized (lock) {
            boolean first = !closed;
            closed = true;
            return first;
        }
    }

    private void ready(SelectionKey ready) {
        if (ready.isWritable()) {
            ready.interestOpsAnd(~SelectionKey.OP_WRITE);
            write();
        }
        if (ready.isValid() && ready.isReadable()) {
            for (int i = 0; i < READS_PER_TURN && reading && isOpen(); i++) {
                int count = readOnce();
                if (count <= 0) {
                    return;
                }
                handler.endOfRead();
                if (count < loop.readBufferBytes()) {
                    // That was all for now; the selector tells of more.
                    return;
                }
            }
        }
    }

    private int readOnce() {
        ByteBuffer buffer = loop.readBuffer();
        try {
            int count = channel.read(buffer);
            if (count < 0) {
                end("the peer closed the connection" + midFrame(), null);
                return count;
            }
            inRead = true;
            try {
                reader.read(buffer.flip(), handler::frame);
            } finally {
                inRead = false;
                flush();
            }
            return count;
        } catch (IOException e) {
            end("the connection broke: " + e.getMessage() + midFrame(), e);
        } catch (WorkerException violation) {
            end(violation);
        }
        return -1;
    }

    private String midFrame() {
        return reader.atBoundary() ? "" : " after " + reader.progress();
    }

    // Holds the claim to write.
    private void write() {
        try {
            while (true) {
                if (writing.size() == 0 && !takeWaiting()) {
                    handler.drained();
                    return;
                }
                int sent = channel.write(writing.next(WRITE_BYTES));
                writing.sent(sent);
                if (sent == 0) {
                    loop.execute(this::awaitRoom);
                    return;
                }
            }
        } catch (IOException e) {
            loop.execute(() -> {
                // What the peer said before it went still counts.
                readArrived();
                end("the connection broke: " + e.getMessage(), e);
            });
        }
    }

    // Takes what waits, or lets go of the claim in the same locked step: nothing can come in between.
    private boolean takeWaiting() {
        synchronized (lock) {
            if (closed || waiting.size() == 0) {
                claimed = false;
                return false;
            }
            OutBuffer empty = writing;
            writing = waiting;
            waiting = empty;
            return true;
        }
    }

    private void awaitRoom() {
        if (key != null && key.isValid()) {
            key.interestOpsOr(SelectionKey.OP_WRITE);
        }
    }

    private void end(String how, Throwable cause) {
        end(new WorkerException(WorkerErrorCode.LOST, how, cause));
    }

    private void end(WorkerException cause) {
        if (markClosed()) {
            IoLoop.closeQuietly(channel);
            handler.ended(cause);
        }
    }
}
