package io.mxgateway.grpc.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import io.mxgateway.grpc.codec.ProtocolVersions;
import io.mxgateway.proto.worker.v1.GatewayHello;
import io.mxgateway.proto.worker.v1.WorkerEnvelope;
import io.mxgateway.proto.worker.v1.WorkerHello;
import java.nio.channels.SocketChannel;
import java.security.MessageDigest;

/**
 * Somebody who has connected to a session's socket and has not proved to be its worker yet. Its first frame must do
 * that: small, and with the right nonce before anything else in it counts. After that its frames go to the client.
 *
 * <p>Used on the worker's loop only.
 */
final class Candidate implements WireConnection.Handler {
    // The longest first frame: a hello is some hundred bytes.
    private static final int HELLO_BYTES = 16 << 10;

    /** Who is waiting for the worker. */
    interface Door {
        /** The nonce was right and so was everything else: this is the worker. Returns who serves it from now on. */
        WireConnection.Handler accepted(Candidate candidate, WorkerHello hello);

        /** The nonce was right, but the worker cannot be used. */
        void unusable(Candidate candidate, WorkerException why);

        /** This is not the worker, or it has gone; the wait goes on. */
        void refused(Candidate candidate, String why);

        /** The process id in a hello is that of the worker that was launched. */
        boolean isLaunched(long pid);
    }

    private final Door door;
    private final byte[] nonce;
    private final EnvelopeChecker checker;
    private final FrameReader reader = new FrameReader(HELLO_BYTES);
    private final WireConnection connection;
    private final int maxFrameBytes;
    // Null until the candidate is accepted.
    private WireConnection.Handler successor;
    // Refused or unusable: nothing it says counts any more.
    private boolean over;

    Candidate(IoLoop loop, SocketChannel channel, String sessionId, String nonce, int maxFrameBytes, Door door) {
        this.door = door;
        this.nonce = nonce.getBytes(UTF_8);
        this.maxFrameBytes = maxFrameBytes;
        this.checker = new EnvelopeChecker(sessionId);
        this.connection = new WireConnection(
                loop, channel, reader, new EnvelopeEncoder(sessionId), maxFrameBytes, 2 * maxFrameBytes, this);
    }

    /** Says hello and listens. */
    void open(GatewayHello hello) {
        connection.open(EnvelopeBody.GATEWAY_HELLO, hello);
    }

    WireConnection connection() {
        return connection;
    }

    EnvelopeChecker checker() {
        return checker;
    }

    @Override
    public void frame(byte[] frame) {
        if (successor != null) {
            successor.frame(frame);
        } else if (!over) {
            meet(frame);
        }
    }

    private void meet(byte[] frame) {
        WorkerHello hello = helloIn(frame);
        if (hello == null || !MessageDigest.isEqual(nonce, hello.getNonce().getBytes(UTF_8))) {
            refuse(hello == null ? "its first frame is no hello" : "its nonce is wrong");
            return;
        }
        if (!door.isLaunched(Integer.toUnsignedLong(hello.getWorkerProcessId()))) {
            refuse("its nonce is right, but process " + hello.getWorkerProcessId()
                    + " is neither the one that was launched nor a descendant of it");
            return;
        }
        try {
            checkVersion(hello);
            checker.check(frame);
        } catch (WorkerException why) {
            over = true;
            connection.close();
            door.unusable(this, why);
            return;
        }
        reader.limit(maxFrameBytes);
        successor = door.accepted(this, hello);
    }

    private static void checkVersion(WorkerHello hello) {
        if (hello.getProtocolVersion() != ProtocolVersions.WORKER) {
            throw new WorkerException(
                    WorkerErrorCode.PROTOCOL_VIOLATION,
                    "protocol version " + Integer.toUnsignedString(hello.getProtocolVersion()) + " where "
                            + ProtocolVersions.WORKER + " is spoken");
        }
    }

    private static WorkerHello helloIn(byte[] frame) {
        try {
            WorkerEnvelope envelope = WorkerEnvelope.parseFrom(frame);
            return envelope.hasWorkerHello() ? envelope.getWorkerHello() : null;
        } catch (InvalidProtocolBufferException e) {
            // A stranger's bytes: what is wrong with them interests nobody.
            return null;
        }
    }

    private void refuse(String why) {
        over = true;
        connection.close();
        door.refused(this, why);
    }

    @Override
    public void endOfRead() {
        if (successor != null) {
            successor.endOfRead();
        }
    }

    @Override
    public void drained() {
        // A hello is all that goes out here; the client does not ask either.
    }

    @Override
    public void ended(WorkerException cause) {
        if (successor != null) {
            successor.ended(cause);
        } else if (!over) {
            over = true;
            door.refused(this, cause.getMessage());
        }
    }
}
