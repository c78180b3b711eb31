package io.mxgateway.core.worker;

import io.mxgateway.core.config.WorkerOptions;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.core.time.GatewayTime.Timer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A worker without a process: the backend lives in this JVM and is called on the threads that call here. What a process
 * would do by ending, is done by taking the backend down.
 */
final class InProcessWorkerClient implements WorkerClient {
    private static final Logger LOG = System.getLogger(InProcessWorkerClient.class.getName());

    private final String sessionId;
    private final GatewayTime time;
    private final GatewayMetrics metrics;
    private final WorkerOptions options;
    private final WorkerListener listener;
    private final BackendRunner runner;
    private final PendingCommands pending;
    // The listener is called by tasks of this queue only.
    private final SerialQueue calls = new SerialQueue();
    // Whether the listener has had its last call. Touched by tasks of that queue only.
    private boolean listenerDone;
    private final CompletableFuture<WorkerClient> started = new CompletableFuture<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final long startedNanos;

    private final Object lock = new Object();
    // Written under lock.
    private volatile WorkerClientState state = WorkerClientState.STARTING;
    // Whether it was ever ready, and so has an end to tell of. Guarded by lock.
    private boolean becameReady;
    // Calls the start off when it takes too long. Guarded by lock.
    private Timer startDeadline = Timer.NONE;

    InProcessWorkerClient(
            String sessionId,
            long processId,
            WorkerBackend backend,
            GatewayTime time,
            GatewayMetrics metrics,
            WorkerOptions options,
            int maxPendingCommands,
            WorkerListener listener) {
        this.sessionId = sessionId;
        this.time = time;
        this.metrics = metrics;
        this.options = options;
        this.listener = listener;
        this.startedNanos = time.nanoTime();
        this.runner = new BackendRunner(sessionId, processId, backend, time, BackendRunner.Limits.DEFAULT, new Sink());
        this.pending =
                new PendingCommands(sessionId, maxPendingCommands, time, metrics, (id, reason) -> runner.cancel(id));
    }

    /** Brings the backend up, once; {@link WorkerTicket#start} tells what comes of it. */
    CompletableFuture<WorkerClient> start() {
        metrics.move(GatewayMetric.WORKERS_RUNNING, 1);
        calls.run(() -> listener.onStage(WorkerStartStage.INITIALIZING_WORKER));
        Timer deadline = time.after(
                options.startupTimeout(),
                () -> end(
                        WorkerErrorCode.START_FAILED,
                        "the backend did not come up in time: session=" + sessionId + " workers.startup-timeout="
                                + options.startupTimeout().toMillis() + " ms"));
        synchronized (lock) {
            startDeadline = deadline;
        }
        started.whenComplete((client, problem) -> {
            if (started.isCancelled()) {
                end(WorkerErrorCode.KILLED, "the start was cancelled: session=" + sessionId);
            }
        });
        runner.start().whenComplete((none, problem) -> {
            if (problem == null) {
                ready();
            } else {
                end(WorkerErrorCode.START_FAILED, OwnReplies.text(problem));
            }
        });
        return started;
    }

    private void ready() {
        Timer deadline;
        synchronized (lock) {
            if (state != WorkerClientState.STARTING) {
                return;
            }
            state = WorkerClientState.READY;
            becameReady = true;
            deadline = startDeadline;
        }
        deadline.cancel();
        metrics.observe(GatewayMetric.WORKERS_STARTUP_DURATION, time.nanoTime() - startedNanos);
        if (!started.complete(this)) {
            kill("the start was cancelled");
        }
    }

    @Override
    public WorkerClientState state() {
        return state;
    }

    @Override
    public WorkerDescription description() {
        return runner.description();
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
            runner.submit(call.correlationId(), command);
        }
        return call;
    }

    @Override
    public int pendingCommands() {
        return pending.inFlight();
    }

    @Override
    public void pauseEvents() {
        runner.pauseEvents();
    }

    @Override
    public void resumeEvents() {
        runner.resumeEvents();
    }

    @Override
    public CompletionStage<Void> shutdown(Duration grace) {
        boolean first;
        synchronized (lock) {
            first = state == WorkerClientState.STARTING || state == WorkerClientState.READY;
            if (first) {
                state = WorkerClientState.CLOSING;
            }
        }
        CompletableFuture<Void> result = new CompletableFuture<>();
        Timer late = time.after(
                grace,
                () -> result.completeExceptionally(new WorkerException(
                        WorkerErrorCode.SHUTDOWN_FAILED,
                        "the worker did not go in time and is still there: session=" + sessionId + " graceMs="
                                + grace.toMillis() + " inFlight=" + pending.inFlight())));
        gone.thenRun(() -> {
            late.cancel();
            result.complete(null);
        });
        if (first) {
            runner.stop()
                    .thenRun(() -> end(WorkerErrorCode.CLOSED, "the worker was asked to go: session=" + sessionId));
        }
        return result;
    }

    @Override
    public CompletionStage<Void> kill(String reason) {
        end(WorkerErrorCode.KILLED, "the worker was killed: session=" + sessionId + " reason=" + reason);
        return gone.minimalCompletionStage();
    }

    @Override
    public List<String> lastOutput() {
        return List.of();
    }

    /** The one end of every worker: the first cause wins, everything else hangs on that. */
    private void end(WorkerErrorCode code, String message) {
        boolean wasReady;
        Timer deadline;
        synchronized (lock) {
            if (state == WorkerClientState.CLOSED || state == WorkerClientState.FAULTED) {
                return;
            }
            boolean asked = code == WorkerErrorCode.CLOSED || code == WorkerErrorCode.KILLED;
            state = asked ? WorkerClientState.CLOSED : WorkerClientState.FAULTED;
            wasReady = becameReady;
            deadline = startDeadline;
        }
        deadline.cancel();
        WorkerException cause = new WorkerException(code, message);
        pending.failAll(cause);
        calls.run(() -> {
            listenerDone = true;
            if (wasReady) {
                listener.onTerminated(cause);
            }
        });
        if (code == WorkerErrorCode.KILLED) {
            metrics.count(GatewayMetric.WORKERS_KILLED, wasReady ? "requested" : "start-cancelled");
        }
        takeDown(cause, wasReady);
    }

    private void takeDown(WorkerException cause, boolean wasReady) {
        CompletableFuture<Void> down = new CompletableFuture<>();
        Timer bound = time.after(options.killTimeout(), () -> {
            if (down.complete(null)) {
                LOG.log(
                        Level.WARNING,
                        "a backend did not go down in time and is left to itself: session={0} workers.kill-timeout={1}",
                        sessionId,
                        options.killTimeout());
            }
        });
        down.thenRun(() -> {
            bound.cancel();
            metrics.move(GatewayMetric.WORKERS_RUNNING, -1);
            metrics.count(GatewayMetric.WORKERS_EXITED, tag(cause.code()));
            if (!wasReady) {
                started.completeExceptionally(
                        cause.code() == WorkerErrorCode.START_FAILED
                                ? cause
                                : new WorkerException(WorkerErrorCode.START_FAILED, cause.getMessage(), cause));
            }
            gone.complete(null);
        });
        runner.abort().thenRun(() -> down.complete(null));
    }

    private static String tag(WorkerErrorCode code) {
        return code.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Takes what the worker's end produces. */
    private final class Sink implements RunnerSink {
        @Override
        public void reply(String correlationId, MxReply reply) {
            pending.reply(correlationId, reply);
        }

        @Override
        public void events(List<MxEvent> events) {
            Instant now = time.now();
            List<MxEvent> received =
                    events.stream().map(event -> event.receivedAt(now)).toList();
            calls.run(() -> {
                if (!listenerDone) {
                    listener.onEvents(received);
                }
            });
        }

        @Override
        public void fault(WorkerFaultCategory category, String message) {
            end(
                    WorkerErrorCode.WORKER_FAULT,
                    "the worker cannot go on: session=" + sessionId + " category=" + category + " message=" + message);
        }

        @Override
        public void crashed(int exitCode) {
            end(WorkerErrorCode.LOST, "the worker is lost: session=" + sessionId + " exitCode=" + exitCode);
        }
    }
}
