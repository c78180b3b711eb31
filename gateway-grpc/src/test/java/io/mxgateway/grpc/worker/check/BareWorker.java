package io.mxgateway.grpc.worker.check;

import com.google.protobuf.ByteString;
import io.mxgateway.proto.v1.AddItemReply;
import io.mxgateway.proto.v1.MxCommand;
import io.mxgateway.proto.v1.MxCommandReply;
import io.mxgateway.proto.v1.MxEvent;
import io.mxgateway.proto.v1.MxEventFamily;
import io.mxgateway.proto.v1.MxStatusProxy;
import io.mxgateway.proto.v1.OnDataChangeEvent;
import io.mxgateway.proto.v1.ProtocolStatus;
import io.mxgateway.proto.v1.ProtocolStatusCode;
import io.mxgateway.proto.v1.RegisterReply;
import io.mxgateway.proto.v1.WorkerInfoReply;
import io.mxgateway.proto.worker.v1.GatewayHello;
import io.mxgateway.proto.worker.v1.WorkerCommandReply;
import io.mxgateway.proto.worker.v1.WorkerEnvelope;
import io.mxgateway.proto.worker.v1.WorkerEvent;
import io.mxgateway.proto.worker.v1.WorkerEventBatch;
import io.mxgateway.proto.worker.v1.WorkerFault;
import io.mxgateway.proto.worker.v1.WorkerHeartbeat;
import io.mxgateway.proto.worker.v1.WorkerHello;
import io.mxgateway.proto.worker.v1.WorkerReady;
import io.mxgateway.proto.worker.v1.WorkerShutdownAck;
import io.mxgateway.proto.worker.v1.WorkerState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The session of a {@link BareWorkerMain}: one registration, one item, and a value that comes when it is advised. */
final class BareWorker {
    private static final int SERVER = 7;
    private static final int ITEM = 11;
    private static final int E_INVALIDARG = 0x80070057;

    private final BareWorkerMain.Flaw flaw;
    private final String sessionId;
    private final String nonce;
    private final SocketChannel channel;
    private final int pid = (int) ProcessHandle.current().pid();
    // Guarded by this.
    private long sequence;
    // Guarded by this.
    private long eventSequence;
    // Reader's thread only.
    private long expected = 1;
    // Reader's thread only: null until it has come.
    private GatewayHello greeting;
    // Reader's thread only: a command whose reply is held back, for a flaw.
    private String heldBack = "";

    BareWorker(BareWorkerMain.Flaw flaw, String sessionId, String nonce, SocketChannel channel) {
        this.flaw = flaw;
        this.sessionId = sessionId;
        this.nonce = nonce;
        this.channel = channel;
    }

    void hello() {
        if (flaw.is(CheckRule.HELLO_FIRST)) {
            heartbeat();
        }
        send(next("").setWorkerHello(WorkerHello.newBuilder()
                .setNonce(
                        flaw.is(CheckRule.HELLO)
                                ? new StringBuilder(nonce).reverse().toString()
                                : nonce)
                .setProtocolVersion(1)
                .setWorkerProcessId(pid)
                .setWorkerVersion("bare")));
    }

    void take(WorkerEnvelope envelope) {
        String wrong = wrong(envelope);
        expected = envelope.getSequence() + 1;
        if (!wrong.isEmpty()) {
            BareWorkerMain.exit(1, wrong);
        }
        switch (envelope.getBodyCase()) {
            case GATEWAY_HELLO -> greeted(envelope.getGatewayHello());
            case WORKER_COMMAND ->
                command(envelope.getCorrelationId(), envelope.getWorkerCommand().getCommand());
            case WORKER_CANCEL -> cancel();
            case WORKER_SHUTDOWN -> shutdown();
            default -> {
                // Ignored by the flaw that lets a bodiless envelope through.
            }
        }
    }

    private String wrong(WorkerEnvelope envelope) {
        if (!envelope.getSessionId().equals(sessionId) && !flaw.is(CheckRule.WRONG_SESSION)) {
            return "another session";
        }
        if (envelope.getProtocolVersion() != 1 && !flaw.is(CheckRule.WRONG_VERSION)) {
            return "another protocol version";
        }
        if (envelope.getSequence() != expected && !flaw.is(CheckRule.WRONG_SEQUENCE)) {
            return "a hole in the sequence";
        }
        return envelope.getBodyCase() == WorkerEnvelope.BodyCase.BODY_NOT_SET && !flaw.is(CheckRule.NO_BODY)
                ? "no body"
                : "";
    }

    private void greeted(GatewayHello hello) {
        if (hello.getProtocolVersion() != 1) {
            BareWorkerMain.exit(flaw.is(CheckRule.HELLO_VERSION) ? 1 : 3, "another protocol version");
        }
        greeting = hello;
        long interval = TimeUnit.SECONDS.toNanos(hello.getHeartbeatInterval().getSeconds())
                + hello.getHeartbeatInterval().getNanos();
        BareWorkerMain.daemon(() -> beat(flaw.is(CheckRule.HEARTBEAT_INTERVAL) ? 20 * interval : interval));
        send(next("").setWorkerReady(WorkerReady.newBuilder()
                .setWorkerProcessId(pid)
                .setBackendName(flaw.is(CheckRule.READY) ? "" : "bare")));
        if (flaw.is(CheckRule.SEQUENCE)) {
            skipNumber();
        }
        if (flaw.is(CheckRule.ENVELOPE)) {
            ByteString second = WorkerEnvelope.newBuilder()
                    .setWorkerHeartbeat(beat())
                    .build()
                    .toByteString();
            send(next("").setWorkerEvent(WorkerEvent.getDefaultInstance())
                    .build()
                    .toByteString()
                    .concat(second));
        }
    }

    private void beat(long interval) {
        if (flaw.is(CheckRule.HEARTBEAT_FIRST)) {
            LockSupport.parkNanos(interval);
        }
        while (true) {
            heartbeat();
            LockSupport.parkNanos(interval);
        }
    }

    private void heartbeat() {
        send(next("").setWorkerHeartbeat(beat())
                .setSessionId(flaw.is(CheckRule.SESSION) ? "session-of-somebody-else" : sessionId));
    }

    private synchronized WorkerHeartbeat beat() {
        return WorkerHeartbeat.newBuilder()
                .setWorkerProcessId(pid)
                .setState(WorkerState.WORKER_STATE_READY)
                .setPendingCommands(flaw.is(CheckRule.HEARTBEAT_FACTS) ? 3 : 0)
                .setEventSequence(eventSequence)
                .build();
    }

    private void command(String id, MxCommand command) {
        MxCommandReply.Builder reply = MxCommandReply.newBuilder()
                .setSessionId(sessionId)
                .setCorrelationId(id)
                .setKind(command.getKind())
                .setProtocolStatus(ProtocolStatus.newBuilder().setCode(ProtocolStatusCode.PROTOCOL_STATUS_CODE_OK));
        switch (command.getKind()) {
            case MX_COMMAND_KIND_PING -> ping(id, reply, command.getPing().getMessage());
            case MX_COMMAND_KIND_GET_WORKER_INFO -> info(id, reply);
            case MX_COMMAND_KIND_REGISTER ->
                reply(id, reply.setRegister(RegisterReply.newBuilder().setServerHandle(SERVER)));
            case MX_COMMAND_KIND_ADD_ITEM ->
                reply(id, reply.setAddItem(AddItemReply.newBuilder().setItemHandle(ITEM)));
            case MX_COMMAND_KIND_ADVISE -> advise(id, reply, command.getAdvise().getServerHandle());
            case MX_COMMAND_KIND_UN_ADVISE ->
                unAdvise(id, reply, command.getUnAdvise().getServerHandle());
            default -> reply(id, failure(reply));
        }
    }

    private void ping(String id, MxCommandReply.Builder reply, String message) {
        boolean fits = message.length() < greeting.getMaxFrameBytes() - 1000 || flaw.is(CheckRule.FRAME_LIMIT);
        reply.setDiagnosticMessage(flaw.is(CheckRule.PING) ? "pong" : fits ? message : "too long to repeat");
        reply(id, reply);
        if (flaw.is(CheckRule.ONCE)) {
            reply(id, reply);
        }
    }

    private void info(String id, MxCommandReply.Builder reply) {
        if (flaw.is(CheckRule.REPLIES)) {
            reply.setCorrelationId("something-else");
        }
        reply(
                id,
                reply.setWorkerInfo(WorkerInfoReply.newBuilder()
                        .setWorkerProcessId(flaw.is(CheckRule.WORKER_INFO) ? 1 : pid)
                        .setBackendName("bare")
                        .setWorkerProtocolVersion(1)));
    }

    private void advise(String id, MxCommandReply.Builder reply, int server) {
        if (server != SERVER) {
            reply(id, flaw.is(CheckRule.UNKNOWN_HANDLE) ? reply : failure(reply));
            return;
        }
        reply(id, reply);
        if (greeting.getAcceptsEventBatch() || flaw.is(CheckRule.SINGLE_EVENTS)) {
            WorkerEventBatch.Builder batch = WorkerEventBatch.newBuilder().addEvents(event());
            if (flaw.is(CheckRule.BATCHED_EVENTS)) {
                event();
            }
            send(next("").setWorkerEventBatch(batch.addEvents(event())));
        } else {
            if (flaw.is(CheckRule.EVENTS)) {
                event();
            }
            send(next("").setWorkerEvent(WorkerEvent.newBuilder().setEvent(event())));
        }
    }

    private void unAdvise(String id, MxCommandReply.Builder reply, int server) {
        if (server == SERVER) {
            reply(id, reply);
        } else if (flaw.is(CheckRule.IN_ORDER) && heldBack.isEmpty()) {
            heldBack = id;
        } else {
            reply(id, failure(reply));
            if (!heldBack.isEmpty()) {
                reply(heldBack, failure(reply.setCorrelationId(heldBack)));
                heldBack = "";
            }
        }
    }

    private static MxCommandReply.Builder failure(MxCommandReply.Builder reply) {
        return reply.setHresult(E_INVALIDARG)
                .setProtocolStatus(
                        ProtocolStatus.newBuilder().setCode(ProtocolStatusCode.PROTOCOL_STATUS_CODE_MXACCESS_FAILURE));
    }

    private synchronized MxEvent event() {
        return MxEvent.newBuilder()
                .setFamily(MxEventFamily.MX_EVENT_FAMILY_ON_DATA_CHANGE)
                .setSessionId(sessionId)
                .setServerHandle(SERVER)
                .setItemHandle(ITEM)
                .setWorkerSequence(++eventSequence)
                .addStatuses(MxStatusProxy.newBuilder().setSuccess(-1))
                .setOnDataChange(OnDataChangeEvent.getDefaultInstance())
                .build();
    }

    private void cancel() {
        if (flaw.is(CheckRule.UNKNOWN_CANCEL)) {
            send(next("").setWorkerFault(WorkerFault.newBuilder().setMessage("cancel what?")));
            BareWorkerMain.exit(1, "cancel what?");
        }
    }

    private void shutdown() {
        if (!flaw.is(CheckRule.SHUTDOWN_ACK)) {
            send(next("").setWorkerShutdownAck(WorkerShutdownAck.newBuilder()
                    .setStatus(ProtocolStatus.newBuilder().setCode(ProtocolStatusCode.PROTOCOL_STATUS_CODE_OK))));
        }
        BareWorkerMain.exit(flaw.is(CheckRule.SHUTDOWN_EXIT) ? 9 : 0, "shut down");
    }

    private void reply(String id, MxCommandReply.Builder reply) {
        send(next(id).setWorkerCommandReply(WorkerCommandReply.newBuilder().setReply(reply)));
    }

    private synchronized void skipNumber() {
        sequence++;
    }

    private WorkerEnvelope.Builder next(String correlationId) {
        return WorkerEnvelope.newBuilder()
                .setProtocolVersion(1)
                .setSessionId(sessionId)
                .setCorrelationId(correlationId);
    }

    private void send(WorkerEnvelope.Builder envelope) {
        send(envelope.build().toByteString());
    }

    // The number is given under the lock, so that numbers and bytes are in one order.
    private synchronized void send(ByteString envelope) {
        byte[] bytes = envelope.concat(WorkerEnvelope.newBuilder()
                        .setSequence(++sequence)
                        .build()
                        .toByteString())
                .toByteArray();
        ByteBuffer frame = ByteBuffer.allocate(4 + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(bytes.length).put(bytes).flip();
        try {
            while (frame.hasRemaining()) {
                channel.write(frame);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the gateway is gone", e);
        }
    }
}
