package io.mxgateway.grpc.worker;

import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.core.time.GatewayTime.Timer;
import io.mxgateway.core.worker.BackendRunner;
import io.mxgateway.core.worker.WorkerBackendFactory;
import io.mxgateway.core.worker.WorkerDescription;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import io.mxgateway.core.worker.WorkerFaultCategory;
import io.mxgateway.grpc.codec.CodecException;
import io.mxgateway.grpc.codec.CommandCodec;
import io.mxgateway.grpc.codec.ProtocolVersions;
import io.mxgateway.proto.v1.ProtocolStatus;
import io.mxgateway.proto.v1.ProtocolStatusCode;
import io.mxgateway.proto.worker.v1.GatewayHello;
import io.mxgateway.proto.worker.v1.WorkerCommand;
import io.mxgateway.proto.worker.v1.WorkerHeartbeat;
import io.mxgateway.proto.worker.v1.WorkerHello;
import io.mxgateway.proto.worker.v1.WorkerReady;
import io.mxgateway.proto.worker.v1.WorkerShutdown;
import io.mxgateway.proto.worker.v1.WorkerShutdownAck;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntConsumer;

/**
 * The worker's end of the protocol around any backend: hellos, heartbeats, commands in, replies and events out.
 *
 * <p>What comes in is served on one I/O thread. Thread-safe towards the backend, which may produce on any thread.
 */
final class WorkerHost implements WireConnection.Handler {
    private static final int MAX_FRAME_BYTES = 16 << 20;
    // Bytes waiting for the gateway beyond which nothing more is taken; the control frames have room beyond it.
    private static final int OUTBOUND_BYTES = 64 << 20;

    private final WorkerArguments arguments;
    private final GatewayTime time;
    private final EnvelopeChecker checker;
    private final WireConnection connection;
    private final BackendRunner runner;
    private final HostOutput output;
    private final long pid;
    private final CompletableFuture<WorkerEnd> end = new CompletableFuture<>();
    // Completes with the gateway's hello.
    private final CompletableFuture<Void> greeting = new CompletableFuture<>();
    // I/O thread only: whether the gateway has said hello.
    private boolean greeted;
    // Set when the gateway has said how often; replaced with each beat.
    private volatile Timer heartbeat = Timer.NONE;
    // Written before the acknowledgement goes out: a gateway that hangs up after it has what it wanted.
    private volatile boolean acknowledged;

    /** Why a worker ends: its exit code, and the reason for a person; empty when there is nothing to say. */
    record WorkerEnd(int exitCode, String reason) {}

    WorkerHost(
            WorkerArguments arguments,
            long pid,
            WorkerBackendFactory backends,
            GatewayTime time,
            IoLoop loop,
            SocketChannel channel,
            IntConsumer crash) {
        this.arguments = arguments;
        this.pid = pid;
        this.time = time;
        this.checker = new EnvelopeChecker(arguments.sessionId());
        this.connection = new WireConnection(
                loop,
                channel,
                new FrameReader(MAX_FRAME_BYTES),
                new EnvelopeEncoder(arguments.sessionId()),
                MAX_FRAME_BYTES,
                OUTBOUND_BYTES,
                this);
        this.output = new HostOutput(arguments.sessionId(), time, connection, crash, this::faulted);
        this.runner = new BackendRunner(
                arguments.sessionId(),
                pid,
                backends.create(arguments.sessionId()),
                time,
                BackendRunner.Limits.DEFAULT,
                output);
        output.feed(runner);
    }

    /** Says hello and serves. */
    void open(Duration handshakeTimeout) {
        connection.open(
                EnvelopeBody.WORKER_HELLO,
                WorkerHello.newBuilder()
                        .setNonce(arguments.nonce())
                        .setProtocolVersion(ProtocolVersions.WORKER)
                        .setWorkerProcessId((int) pid)
                        .setWorkerVersion(Versions.OURS)
                        .build());
        Timer timer = time.after(
                handshakeTimeout,
                () -> finish(
                        WorkerExit.CONNECTION_LOST,
                        "the gateway has not said hello within " + handshakeTimeout.toMillis() + " ms"));
        greeting.thenRun(timer::cancel);
    }

    /** Completes when it is time for the process to end. */
    CompletionStage<WorkerEnd> end() {
        return end;
    }

    /** It is time to end; the first reason wins. */
    void finish(int exitCode, String reason) {
        end.complete(new WorkerEnd(exitCode, reason));
    }

    /** Takes everything down. */
    CompletionStage<Void> close() {
        heartbeat.cancel();
        connection.close();
        return runner.abort();
    }

    @Override
    public void frame(byte[] frame) {
        Envelope envelope = checker.check(frame);
        if (!greeted && envelope.body() != EnvelopeBody.GATEWAY_HELLO) {
            throw violation("a " + envelope.body() + " before the gateway's hello");
        }
        switch (envelope.body()) {
            case GATEWAY_HELLO -> hello(envelope.decode(GatewayHello.parser()));
            case WORKER_COMMAND -> command(envelope.correlationId(), envelope.decode(WorkerCommand.parser()));
            case WORKER_CANCEL -> runner.cancel(envelope.correlationId());
            case WORKER_SHUTDOWN -> shutdown(envelope.decode(WorkerShutdown.parser()));
            default -> throw violation("a gateway never sends a " + envelope.body());
        }
    }

    private static WorkerException violation(String facts) {
        return new WorkerException(WorkerErrorCode.PROTOCOL_VIOLATION, facts);
    }

    private void hello(GatewayHello hello) {
        if (greeted) {
            throw violation("a second hello");
        }
        greeted = true;
        if (hello.getProtocolVersion() != ProtocolVersions.WORKER) {
            finish(
                    WorkerExit.UNSUPPORTED_VERSION,
                    "the gateway speaks protocol version " + Integer.toUnsignedString(hello.getProtocolVersion()) + "; "
                            + ProtocolVersions.WORKER + " is spoken here");
            return;
        }
        greeting.complete(null);
        if (hello.getMaxFrameBytes() > 0) {
            connection.limitFrames(hello.getMaxFrameBytes());
            output.limitFrames(hello.getMaxFrameBytes());
        }
        output.batches(hello.getAcceptsEventBatch());
        Duration interval = WireTimes.duration(hello.getHeartbeatInterval());
        if (!interval.isZero()) {
            beat(interval);
        }
        runner.start().thenRun(this::ready);
    }

    private void ready() {
        WorkerDescription who = runner.description();
        connection.sendControl(
                "",
                EnvelopeBody.WORKER_READY,
                WorkerReady.newBuilder()
                        .setWorkerProcessId((int) pid)
                        .setBackendName(who.backendName())
                        .setReadyAt(WireTimes.timestamp(time.now()))
                        .addAllCapabilities(who.capabilities())
                        .build());
    }

    private void beat(Duration interval) {
        if (end.isDone()) {
            return;
        }
        heartbeat = time.after(interval, () -> beat(interval));
        connection.sendControl(
                "",
                EnvelopeBody.WORKER_HEARTBEAT,
                WorkerHeartbeat.newBuilder()
                        .setWorkerProcessId((int) pid)
                        .setStateValue(runner.state().number())
                        .setLastActivity(WireTimes.timestamp(runner.lastActivity()))
                        .setPendingCommands(runner.pendingCommands())
                        .setEventQueueDepth(runner.eventQueueDepth())
                        .setEventSequence(runner.eventSequence())
                        .setCurrentCommandCorrelationId(runner.currentCorrelationId())
                        .build());
    }

    private void command(String correlationId, WorkerCommand command) {
        try {
            runner.submit(correlationId, CommandCodec.decode(command.getCommand()));
        } catch (CodecException e) {
            output.refuse(correlationId, command.getCommand().getKindValue(), e.getMessage());
        }
    }

    private void shutdown(WorkerShutdown shutdown) {
        Duration grace = WireTimes.duration(shutdown.getGracePeriod());
        time.after(grace, () -> finish(WorkerExit.UNEXPECTED, "the backend did not go down within the grace period"));
        runner.stop().thenRun(() -> output.finish(this::acknowledge, () -> finish(WorkerExit.SUCCESS, "")));
    }

    private void acknowledge() {
        acknowledged = true;
        connection.sendControl(
                "",
                EnvelopeBody.WORKER_SHUTDOWN_ACK,
                WorkerShutdownAck.newBuilder()
                        .setStatus(ProtocolStatus.newBuilder().setCode(ProtocolStatusCode.PROTOCOL_STATUS_CODE_OK))
                        .build());
    }

    private void faulted(WorkerFaultCategory category, String message) {
        finish(WorkerExit.UNEXPECTED, "the worker cannot go on: " + category + ": " + message);
    }

    @Override
    public void endOfRead() {
        // Every frame was served when it came.
    }

    @Override
    public void drained() {
        output.drained();
    }

    @Override
    public void ended(WorkerException cause) {
        if (cause.code() == WorkerErrorCode.PROTOCOL_VIOLATION) {
            finish(WorkerExit.UNEXPECTED, "the gateway broke the protocol: " + cause.getMessage());
        } else if (acknowledged) {
            finish(WorkerExit.SUCCESS, "");
        } else {
            finish(WorkerExit.CONNECTION_LOST, cause.getMessage());
        }
    }
}
