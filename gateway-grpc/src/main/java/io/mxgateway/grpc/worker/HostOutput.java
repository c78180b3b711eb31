package io.mxgateway.grpc.worker;

import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.core.worker.BackendRunner;
import io.mxgateway.core.worker.RunnerSink;
import io.mxgateway.core.worker.SerialQueue;
import io.mxgateway.core.worker.WorkerException;
import io.mxgateway.core.worker.WorkerFaultCategory;
import io.mxgateway.grpc.codec.EventWriter;
import io.mxgateway.grpc.codec.ReplyCodec;
import io.mxgateway.grpc.worker.WireConnection.Sent;
import io.mxgateway.proto.v1.MxCommandReply;
import io.mxgateway.proto.v1.ProtocolStatus;
import io.mxgateway.proto.v1.ProtocolStatusCode;
import io.mxgateway.proto.worker.v1.WorkerCommandReply;
import io.mxgateway.proto.worker.v1.WorkerFault;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;

/**
 * What a backend produces, on its way to the gateway. Events are put on the wire only while little is waiting to be sent,
 * so that replies and heartbeats never stand behind a burst of them; the rest waits here, a batch at the most, and in the
 * backend's own queue, whose limit ends the worker.
 *
 * <p>Thread-safe.
 */
final class HostOutput implements RunnerSink {
    // More than this on its way to the socket, and events have to wait: some fractions of a millisecond's worth.
    private static final int HIGH_WATER_BYTES = 256 << 10;
    // What goes into one batch: large enough to make the frame's own cost vanish, small enough not to hold up a reply.
    private static final int BATCH_BYTES = 64 << 10;
    // For the envelope around events.
    private static final int ENVELOPE_BYTES = 256;

    private final String sessionId;
    private final GatewayTime time;
    private final WireConnection connection;
    private final IntConsumer crash;
    private final BiConsumer<WorkerFaultCategory, String> onFault;
    private final CompletableFuture<Void> lastSent = new CompletableFuture<>();
    // Events are sent by tasks of this queue only.
    private final SerialQueue sending = new SerialQueue();
    // Touched by those tasks only: events that wait for room, and whether their producer was asked to hold back.
    private final Deque<MxEvent> carried = new ArrayDeque<>();
    private boolean held;
    // Touched by those tasks only: what the batch under way is written with.
    private final EventWriter writer = new EventWriter();
    // Touched by those tasks only: an event could not be sent, so none may follow.
    private boolean broken;
    // Set once, before anything is produced.
    private volatile BackendRunner runner;
    // Set by the gateway's hello, before anything is produced.
    private volatile boolean batches;
    private volatile int maxFrameBytes = Integer.MAX_VALUE;
    // Nothing is produced any more; all that is left is to send it.
    private volatile boolean last;

    HostOutput(
            String sessionId,
            GatewayTime time,
            WireConnection connection,
            IntConsumer crash,
            BiConsumer<WorkerFaultCategory, String> onFault) {
        this.sessionId = sessionId;
        this.time = time;
        this.connection = connection;
        this.crash = crash;
        this.onFault = onFault;
    }

    /** Names the one whose events are held back and continued. */
    void feed(BackendRunner producer) {
        runner = producer;
    }

    /** Whether the gateway takes several events in a frame. */
    void batches(boolean accepted) {
        batches = accepted;
    }

    /** The longest frame the gateway takes. */
    void limitFrames(int bytes) {
        maxFrameBytes = bytes;
    }

    /** Everything that was put on the wire has been sent. */
    void drained() {
        sending.run(() -> {
            pump();
            if (last && carried.isEmpty()) {
                connection.whenIdle(() -> lastSent.complete(null));
            }
        });
    }

    /** Puts all that was produced on the wire, then something of the caller's, and runs a task when all is sent. */
    void finish(Runnable lastWord, Runnable whenSent) {
        lastSent.thenRun(whenSent);
        sending.run(() -> {
            while (!carried.isEmpty()) {
                sendBatch();
            }
            try {
                lastWord.run();
            } finally {
                last = true;
            }
        });
        connection.whenIdle(this::drained);
    }

    @Override
    public void reply(String correlationId, MxReply reply) {
        sendReply(correlationId, ReplyCodec.encode(reply, sessionId, ""));
    }

    /** Answers a command that cannot even be decoded. */
    void refuse(String correlationId, int kind, String why) {
        sendReply(
                correlationId,
                failure(correlationId, kind, ProtocolStatusCode.PROTOCOL_STATUS_CODE_INVALID_REQUEST, why));
    }

    private void sendReply(String correlationId, MxCommandReply reply) {
        try {
            Sent sent = connection.sendReply(correlationId, EnvelopeBody.WORKER_COMMAND_REPLY, enveloped(reply));
            if (sent == Sent.FULL) {
                onFault.accept(
                        WorkerFaultCategory.QUEUE_OVERFLOW,
                        "the gateway does not read its replies: waitingBytes=" + connection.waitingBytes());
            }
        } catch (WorkerException tooLong) {
            MxCommandReply instead = failure(
                    correlationId,
                    reply.getKindValue(),
                    ProtocolStatusCode.PROTOCOL_STATUS_CODE_WORKER_UNAVAILABLE,
                    "the reply is too long, ask for less: " + tooLong.getMessage());
            connection.sendControl(correlationId, EnvelopeBody.WORKER_COMMAND_REPLY, enveloped(instead));
        }
    }

    private WorkerCommandReply enveloped(MxCommandReply reply) {
        return WorkerCommandReply.newBuilder()
                .setReply(reply)
                .setCompletedTimestamp(WireTimes.timestamp(time.now()))
                .build();
    }

    private MxCommandReply failure(String correlationId, int kind, ProtocolStatusCode code, String why) {
        return MxCommandReply.newBuilder()
                .setSessionId(sessionId)
                .setCorrelationId(correlationId)
                .setKindValue(kind)
                .setProtocolStatus(ProtocolStatus.newBuilder().setCode(code).setMessage(why))
                .build();
    }

    @Override
    public void events(List<MxEvent> events) {
        sending.run(() -> {
            if (!broken) {
                carried.addAll(events);
                pump();
            }
        });
    }

    private void pump() {
        while (!carried.isEmpty() && connection.waitingBytes() < HIGH_WATER_BYTES) {
            sendBatch();
        }
        boolean full = !carried.isEmpty();
        if (full && !held) {
            held = true;
            runner.pauseEvents();
            // It may have drained in between, with nobody told that events wait.
            connection.whenIdle(this::drained);
        } else if (!full && held) {
            held = false;
            runner.resumeEvents();
        }
    }

    private void sendBatch() {
        int room = Math.min(BATCH_BYTES, maxFrameBytes - ENVELOPE_BYTES);
        long first = carried.peek().sequence();
        int count = 0;
        writer.truncate(0);
        while (!carried.isEmpty() && (count == 0 || batches)) {
            int before = writer.size();
            writer.add(carried.peek());
            if (count > 0 && writer.size() > room) {
                writer.truncate(before);
                break;
            }
            carried.remove();
            count++;
        }
        try {
            EnvelopeBody body = count == 1 ? EnvelopeBody.WORKER_EVENT : EnvelopeBody.WORKER_EVENT_BATCH;
            connection.sendControl("", body, Payload.of(writer));
        } catch (WorkerException tooLong) {
            // What follows would leave a hole in the sequence.
            broken = true;
            carried.clear();
            fault(WorkerFaultCategory.INTERNAL, tooLong.getMessage() + " sequence=" + first);
        }
    }

    @Override
    public void fault(WorkerFaultCategory category, String message) {
        finish(
                () -> connection.sendControl(
                        "",
                        EnvelopeBody.WORKER_FAULT,
                        WorkerFault.newBuilder()
                                .setCategoryValue(category.number())
                                .setMessage(message)
                                .build()),
                () -> onFault.accept(category, message));
    }

    @Override
    public void crashed(int exitCode) {
        // What was produced before is sent before.
        connection.flush();
        crash.accept(exitCode);
    }
}
