package io.mxgateway.grpc.worker;

import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.core.worker.BackendRunner;
import io.mxgateway.core.worker.RunnerSink;
import io.mxgateway.core.worker.WorkerException;
import io.mxgateway.core.worker.WorkerFaultCategory;
import io.mxgateway.grpc.codec.EventCodec;
import io.mxgateway.grpc.codec.ReplyCodec;
import io.mxgateway.proto.v1.MxCommandReply;
import io.mxgateway.proto.v1.ProtocolStatus;
import io.mxgateway.proto.v1.ProtocolStatusCode;
import io.mxgateway.proto.worker.v1.WorkerCommandReply;
import io.mxgateway.proto.worker.v1.WorkerEvent;
import io.mxgateway.proto.worker.v1.WorkerEventBatch;
import io.mxgateway.proto.worker.v1.WorkerFault;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;

/**
 * What a backend produces, on its way to the gateway. Events are taken from the backend's queue only while little is
 * waiting to be sent, so that replies and heartbeats never stand behind a burst of them; what the gateway does not take
 * stays in that queue, whose limit ends the worker.
 *
 * <p>Thread-safe.
 */
final class HostOutput implements RunnerSink {
    // More than this on its way to the socket, and events have to wait.
    private static final int HIGH_WATER_BYTES = 64 << 10;
    // What goes into one batch: large enough to make the frame's own cost vanish, small enough not to hold up a reply.
    private static final int BATCH_BYTES = 64 << 10;
    // For the envelope around an event.
    private static final int ENVELOPE_BYTES = 256;

    private final String sessionId;
    private final GatewayTime time;
    private final WireConnection connection;
    private final IntConsumer crash;
    private final BiConsumer<WorkerFaultCategory, String> onFault;
    private final CompletableFuture<Void> lastSent = new CompletableFuture<>();
    // Whether events wait for the connection to drain.
    private final AtomicBoolean held = new AtomicBoolean();
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

    /** Everything has been sent. */
    void drained() {
        if (held.compareAndSet(true, false)) {
            runner.resumeEvents();
        }
        if (last && connection.waitingBytes() == 0) {
            lastSent.complete(null);
        }
    }

    /** Runs a task when everything that was produced has been sent. */
    void whenSent(Runnable task) {
        lastSent.thenRun(task);
        last = true;
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
            connection.sendControl(correlationId, EnvelopeBody.WORKER_COMMAND_REPLY, enveloped(reply));
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
        WorkerEventBatch.Builder batch = WorkerEventBatch.newBuilder();
        int bytes = 0;
        for (MxEvent event : events) {
            io.mxgateway.proto.v1.MxEvent message = EventCodec.encode(event);
            int size = message.getSerializedSize();
            if (size > maxFrameBytes - ENVELOPE_BYTES) {
                runner.stop();
                fault(
                        WorkerFaultCategory.INTERNAL,
                        "an event of " + size + " bytes does not fit into a frame of at most " + maxFrameBytes
                                + " bytes: sequence=" + event.sequence());
                return;
            }
            if (bytes > 0 && (!batches || bytes + size > Math.min(BATCH_BYTES, maxFrameBytes - ENVELOPE_BYTES))) {
                send(batch);
                batch = WorkerEventBatch.newBuilder();
                bytes = 0;
            }
            batch.addEvents(message);
            // With its tag and length.
            bytes += size + 8;
        }
        send(batch);
        if (connection.waitingBytes() > HIGH_WATER_BYTES) {
            hold();
        }
    }

    private void send(WorkerEventBatch.Builder batch) {
        if (batch.getEventsCount() == 1) {
            connection.send(
                    "",
                    EnvelopeBody.WORKER_EVENT,
                    WorkerEvent.newBuilder().setEvent(batch.getEvents(0)).build());
        } else {
            connection.send("", EnvelopeBody.WORKER_EVENT_BATCH, batch.build());
        }
    }

    private void hold() {
        runner.pauseEvents();
        held.set(true);
        // It may have drained in between, with nobody told that events wait.
        connection.whenIdle(this::drained);
    }

    @Override
    public void fault(WorkerFaultCategory category, String message) {
        connection.sendControl(
                "",
                EnvelopeBody.WORKER_FAULT,
                WorkerFault.newBuilder()
                        .setCategoryValue(category.number())
                        .setMessage(message)
                        .build());
        onFault.accept(category, message);
    }

    @Override
    public void crashed(int exitCode) {
        crash.accept(exitCode);
    }
}
