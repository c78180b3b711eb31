package io.mxgateway.grpc.worker;

import com.google.protobuf.MessageLite;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.time.GatewayTime.Timer;
import io.mxgateway.core.worker.PendingCall;
import io.mxgateway.core.worker.PendingCommands;
import io.mxgateway.core.worker.WorkerClient;
import io.mxgateway.core.worker.WorkerClientState;
import io.mxgateway.core.worker.WorkerDescription;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import io.mxgateway.core.worker.WorkerListener;
import io.mxgateway.grpc.codec.CommandCodec;
import io.mxgateway.grpc.worker.WireConnection.Sent;
import io.mxgateway.proto.worker.v1.WorkerCancel;
import io.mxgateway.proto.worker.v1.WorkerCommand;
import io.mxgateway.proto.worker.v1.WorkerShutdown;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The gateway's end of a worker process that has proved who it is. Commands leave on the threads that bring them, or
 * while there are many together, from the worker's I/O loop; what comes back is served on that loop, which also makes
 * every call to the listener.
 */
final class ProcessWorkerClient implements WorkerClient {
    /** What a client is made of. */
    record Parts(
            WorkerMachinery machinery,
            IoLoop loop,
            String sessionId,
            WorkerProcess process,
            WorkerListener listener,
            int maxPendingCommands) {}

    // In flight at once, and the worker has work: one command more may wait for others to go with it.
    private static final int MANY = 8;

    private final WorkerMachinery machinery;
    private final IoLoop loop;
    private final String sessionId;
    private final WorkerProcess process;
    private final WorkerListener listener;
    private final WireConnection connection;
    private final PendingCommands pending;
    private final ClientInbound inbound;
    private final CompletableFuture<WorkerDescription> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final Object lock = new Object();
    // Written under lock, by move() and end() only.
    private volatile WorkerClientState state = WorkerClientState.STARTING;
    // Null until READY, then never changed.
    private volatile WorkerDescription description;

    ProcessWorkerClient(Parts parts, WireConnection connection, EnvelopeChecker checker, String workerVersion) {
        this.machinery = parts.machinery();
        this.loop = parts.loop();
        this.sessionId = parts.sessionId();
        this.process = parts.process();
        this.listener = parts.listener();
        this.connection = connection;
        this.pending = new PendingCommands(
                sessionId, parts.maxPendingCommands(), machinery.time(), machinery.metrics(), this::abandoned);
        this.inbound = new ClientInbound(this, checker, connection, listener, machinery, workerVersion);
    }

    /** Begins to watch the process; on the loop's thread. */
    void open() {
        process.exited()
                .whenComplete((code, problem) -> loop.execute(() -> {
                    connection.readArrived();
                    inbound.processExited();
                }));
    }

    /** Takes what comes over the connection. */
    WireConnection.Handler inbound() {
        return inbound;
    }

    /** Completes when the worker says that its MXAccess is up; exceptionally when it ends before. */
    CompletionStage<WorkerDescription> ready() {
        return ready;
    }

    /** Completes when nothing is left of the worker. */
    CompletionStage<Void> gone() {
        return gone;
    }

    String sessionId() {
        return sessionId;
    }

    WorkerProcess process() {
        return process;
    }

    PendingCommands pending() {
        return pending;
    }

    IoLoop loop() {
        return loop;
    }

    /** The worker's MXAccess is up; a second time is a violation. */
    void becameReady(WorkerDescription who) {
        boolean first;
        synchronized (lock) {
            first = description == null;
            if (first) {
                description = who;
            }
            if (first && state == WorkerClientState.STARTING) {
                state = WorkerClientState.READY;
            }
        }
        if (!first) {
            throw new WorkerException(WorkerErrorCode.PROTOCOL_VIOLATION, "the worker said twice that it is ready");
        }
        ready.complete(who);
    }

    @Override
    public WorkerClientState state() {
        return state;
    }

    @Override
    public WorkerDescription description() {
        WorkerDescription known = description;
        if (known == null) {
            throw new IllegalStateException("the worker is not ready yet: session=" + sessionId + " state=" + state);
        }
        return known;
    }

    @Override
    public CompletableFuture<MxReply> invoke(MxCommand command, Duration timeout) {
        WorkerClientState now = state;
        if (now == WorkerClientState.STARTING || now == WorkerClientState.CLOSING) {
            return CompletableFuture.failedFuture(new WorkerException(
                    WorkerErrorCode.NOT_READY,
                    command.kind().method() + " was not sent: the worker takes no commands: session=" + sessionId
                            + " worker=" + now));
        }
        // A worker that is over has its end in the table, which fails the call with it.
        PendingCall call = pending.begin(command, timeout);
        if (call.accepted()) {
            send(call, command);
        }
        return call;
    }

    private void send(PendingCall call, MxCommand command) {
        try {
            MessageLite message = WorkerCommand.newBuilder()
                    .setCommand(CommandCodec.encode(command))
                    .setEnqueueTimestamp(WireTimes.timestamp(machinery.time().now()))
                    .build();
            switch (sent(call, message)) {
                case FULL ->
                    pending.refuse(
                            call,
                            new WorkerException(
                                    WorkerErrorCode.PENDING_LIMIT_EXCEEDED,
                                    command.kind().method()
                                            + " was not sent: the worker does not read what waits for it:"
                                            + " session=" + sessionId + " waitingBytes=" + connection.waitingBytes()
                                            + " inFlight=" + pending.inFlight()));
                // A connection that is over fails all that is pending, this call too.
                case CLOSED, YES -> {}
            }
        } catch (WorkerException tooLong) {
            pending.refuse(call, tooLong);
        }
    }

    private Sent sent(PendingCall call, MessageLite message) {
        return pending.inFlight() < MANY
                ? connection.send(call.correlationId(), EnvelopeBody.WORKER_COMMAND, message)
                : connection.sendTogether(call.correlationId(), EnvelopeBody.WORKER_COMMAND, message);
    }

    private void abandoned(String correlationId, String reason) {
        WorkerCancel cancel = WorkerCancel.newBuilder().setReason(reason).build();
        // When even this finds no room the worker does not read, and its silence will end it.
        connection.sendControl(correlationId, EnvelopeBody.WORKER_CANCEL, cancel);
    }

    @Override
    public int pendingCommands() {
        return pending.inFlight();
    }

    @Override
    public void pauseEvents() {
        inbound.pause(true);
    }

    @Override
    public void resumeEvents() {
        inbound.pause(false);
    }

    @Override
    public CompletionStage<Void> shutdown(Duration grace) {
        boolean first;
        synchronized (lock) {
            first = state == WorkerClientState.READY;
            if (first) {
                state = WorkerClientState.CLOSING;
            }
        }
        CompletableFuture<Void> result = new CompletableFuture<>();
        Timer late = machinery
                .time()
                .after(
                        grace,
                        () -> result.completeExceptionally(new WorkerException(
                                WorkerErrorCode.SHUTDOWN_FAILED,
                                "the worker did not go in time and is still there: session=" + sessionId + " pid="
                                        + process.pid() + " graceMs=" + grace.toMillis() + " acknowledged="
                                        + inbound.acknowledgedShutdown() + " inFlight=" + pending.inFlight())));
        gone.thenRun(() -> {
            late.cancel();
            result.complete(null);
        });
        if (first) {
            connection.sendControl(
                    "",
                    EnvelopeBody.WORKER_SHUTDOWN,
                    WorkerShutdown.newBuilder()
                            .setReason("the session is closed")
                            .setGracePeriod(WireTimes.duration(grace))
                            .build());
        }
        return result;
    }

    @Override
    public CompletionStage<Void> kill(String reason) {
        end(new WorkerException(
                WorkerErrorCode.KILLED,
                "the worker was killed: session=" + sessionId + " pid=" + process.pid() + " reason=" + reason));
        return gone.copy();
    }

    @Override
    public List<String> lastOutput() {
        return process.lastOutput();
    }

    /** The one end of every worker: the first cause wins, everything else hangs on that. */
    void end(WorkerException cause) {
        boolean wasReady;
        synchronized (lock) {
            if (state == WorkerClientState.CLOSED || state == WorkerClientState.FAULTED) {
                return;
            }
            boolean asked = cause.code() == WorkerErrorCode.CLOSED || cause.code() == WorkerErrorCode.KILLED;
            state = asked ? WorkerClientState.CLOSED : WorkerClientState.FAULTED;
            wasReady = description != null;
        }
        pending.failAll(cause);
        if (cause.code() == WorkerErrorCode.KILLED) {
            machinery.metrics().count(GatewayMetric.WORKERS_KILLED, wasReady ? "requested" : "start-cancelled");
            process.part();
        } else if (cause.code() == WorkerErrorCode.PROTOCOL_VIOLATION || !process.hasExited()) {
            // One that broke the protocol has lost its connection and may have gone by itself for that.
            machinery.metrics().count(GatewayMetric.WORKERS_KILLED, tag(cause));
        }
        connection.close();
        loop.execute(() -> {
            inbound.terminate();
            if (wasReady) {
                listener.onTerminated(cause);
            }
        });
        ready.completeExceptionally(cause);
        process.end().thenRun(() -> {
            machinery.metrics().count(GatewayMetric.WORKERS_EXITED, tag(cause));
            gone.complete(null);
        });
    }

    private static String tag(WorkerException cause) {
        return cause.code().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
