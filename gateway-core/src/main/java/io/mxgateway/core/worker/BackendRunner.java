package io.mxgateway.core.worker;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyData;
import io.mxgateway.core.mx.ProtocolStatusCode;
import io.mxgateway.core.time.GatewayTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Hosts one backend at the worker's end, in a process of its own or in the gateway's: starts it, feeds it one command
 * at a time, numbers its events, and tells how it fares.
 *
 * <p>Thread-safe, and without a thread of its own: the backend is called on the threads that bring commands and
 * completions, one at a time. Ping and GetWorkerInfo are answered here, in their turn; what only a gateway can answer is
 * refused.
 */
public final class BackendRunner {
    /** The worker protocol that the bundled worker speaks. */
    public static final int PROTOCOL_VERSION = 1;

    /** How much a runner holds. */
    public record Limits(int commands, int events) {
        /** More commands than a gateway sends, unless told so; and some seconds of a busy plant's events. */
        public static final Limits DEFAULT = new Limits(4096, 100_000);

        public Limits {
            if (commands < 1 || events < 1) {
                throw new IllegalArgumentException(
                        "commands is " + commands + ", events is " + events + "; both must be at least 1");
            }
        }
    }

    private record Submitted(String correlationId, MxCommand command) {}

    private final String sessionId;
    private final WorkerBackend backend;
    private final GatewayTime time;
    private final Limits limits;
    private final long processId;
    private final RunnerOutput output;
    // The backend is called by tasks of this queue only, but for close().
    private final SerialQueue driver = new SerialQueue();
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    // Made anew when the backend is up, since it tells when that was.
    private volatile OwnReplies ownReplies;

    private final Object lock = new Object();
    // Written under lock; read without it for heartbeats.
    private volatile WorkerState state = WorkerState.STARTING;
    // Commands that wait for their turn, in order. Guarded by lock.
    private final Map<String, Submitted> queue = new LinkedHashMap<>();
    // What the backend is at work on, null when idle. Guarded by lock.
    private Submitted current;
    private volatile Instant lastActivity;

    /**
     * A runner of a backend that has not been started.
     *
     * @param processId the process that hosts it
     */
    public BackendRunner(
            String sessionId, long processId, WorkerBackend backend, GatewayTime time, Limits limits, RunnerSink sink) {
        this.sessionId = Objects.requireNonNull(sessionId, "sessionId");
        this.backend = Objects.requireNonNull(backend, "backend");
        this.time = time;
        this.limits = limits;
        this.lastActivity = time.now();
        this.processId = processId;
        this.ownReplies = new OwnReplies(backend, processId, lastActivity);
        this.output = new RunnerOutput(sink, limits.events());
    }

    /**
     * Brings the backend up. To be called once.
     *
     * @return completes when it is up; exceptionally when it will not be, and the sink has heard the fault then
     */
    public CompletionStage<Void> start() {
        driver.run(() -> {
            if (!move(WorkerState.STARTING, WorkerState.INITIALIZING)) {
                return;
            }
            CompletionStage<Void> up;
            try {
                up = Objects.requireNonNull(backend.start(new Events()), "start() returned null");
            } catch (RuntimeException | LinkageError e) {
                up = CompletableFuture.failedFuture(e);
            }
            up.whenComplete((none, problem) -> driver.run(() -> startEnded(problem)));
        });
        return started.minimalCompletionStage();
    }

    private void startEnded(Throwable problem) {
        Instant now = time.now();
        lastActivity = now;
        ownReplies = new OwnReplies(backend, processId, now);
        if (problem != null) {
            fault(
                    WorkerFaultCategory.INITIALIZATION_FAILED,
                    "the backend did not come up: " + OwnReplies.text(problem));
        } else if (move(WorkerState.INITIALIZING, WorkerState.READY)) {
            started.complete(null);
            next();
        }
    }

    /**
     * Takes a command, to be executed after those before it. It is answered through the sink, unless the worker ends
     * first; a worker that is ending takes none.
     *
     * @param correlationId the id to answer under; one that is in use is a fault
     */
    public void submit(String correlationId, MxCommand command) {
        boolean twice;
        boolean full;
        synchronized (lock) {
            if (state == WorkerState.SHUTTING_DOWN || state == WorkerState.STOPPED || state == WorkerState.FAULTED) {
                return;
            }
            twice = queue.containsKey(correlationId)
                    || (current != null && current.correlationId().equals(correlationId));
            full = queue.size() >= limits.commands();
            if (!twice && !full) {
                queue.put(correlationId, new Submitted(correlationId, command));
            }
        }
        if (twice) {
            fault(
                    WorkerFaultCategory.PROTOCOL_VIOLATION,
                    "a second command under a correlation id that is in use: correlation=" + correlationId);
        } else if (full) {
            String text =
                    "the worker holds as many commands as it can; send fewer at a time: queued=" + limits.commands();
            output.reply(correlationId, OwnReplies.answer(command.kind(), ProtocolStatusCode.WORKER_UNAVAILABLE, text));
        } else {
            driver.run(this::next);
        }
    }

    /**
     * Nobody waits for a command any more. One that waits for its turn is answered as cancelled and never begun; one
     * that runs is interrupted, as far as the backend can; any other is nobody's business.
     */
    public void cancel(String correlationId) {
        Submitted dropped;
        synchronized (lock) {
            dropped = queue.remove(correlationId);
        }
        if (dropped != null) {
            String text = "cancelled before MXAccess saw it";
            output.reply(correlationId, OwnReplies.answer(dropped.command().kind(), ProtocolStatusCode.CANCELED, text));
            return;
        }
        // In the queue that also begins commands, so that the interrupt never hits the one after.
        driver.run(() -> {
            if (correlationId.equals(currentCorrelationId())) {
                backend.interrupt();
            }
        });
    }

    private void next() {
        Submitted begun;
        synchronized (lock) {
            if (state != WorkerState.READY || queue.isEmpty()) {
                return;
            }
            begun = queue.remove(queue.keySet().iterator().next());
            current = begun;
            state = WorkerState.EXECUTING_COMMAND;
        }
        lastActivity = time.now();
        CompletionStage<MxReply> done;
        try {
            MxReplyData own = ownReplies.to(begun.command());
            done = own != null
                    ? CompletableFuture.completedFuture(own)
                    : Objects.requireNonNull(backend.execute(begun.command()), "execute() returned null");
        } catch (RuntimeException | LinkageError e) {
            done = CompletableFuture.failedFuture(e);
        }
        done.whenComplete((reply, problem) -> executed(begun, reply, problem));
    }

    private void executed(Submitted done, MxReply reply, Throwable problem) {
        MxCommandKind kind = done.command().kind();
        if (problem != null || reply == null) {
            fault(
                    WorkerFaultCategory.COMMAND_FAILED,
                    "the backend broke while it executed " + kind.method() + ": correlation=" + done.correlationId()
                            + " problem=" + OwnReplies.problemOf(kind, problem));
            return;
        }
        output.reply(done.correlationId(), reply);
        lastActivity = time.now();
        synchronized (lock) {
            current = null;
            if (state == WorkerState.EXECUTING_COMMAND) {
                state = WorkerState.READY;
            }
        }
        driver.run(this::next);
    }

    /** Holds events back; replies go on. Idempotent. */
    public void pauseEvents() {
        output.pause();
    }

    /** Undoes {@link #pauseEvents}. Idempotent. */
    public void resumeEvents() {
        output.resume();
    }

    /**
     * Takes the backend down: commands that wait are dropped, the one that runs is not waited for. What was produced is
     * still handed over. Idempotent, legal at any time.
     *
     * @return completes when the backend is down and all is handed over, even when events were paused; never
     *     exceptionally
     */
    public CompletionStage<Void> stop() {
        synchronized (lock) {
            if (state == WorkerState.SHUTTING_DOWN || state == WorkerState.STOPPED) {
                return stopped.minimalCompletionStage();
            }
            state = WorkerState.SHUTTING_DOWN;
            queue.clear();
        }
        started.completeExceptionally(
                new WorkerException(WorkerErrorCode.CLOSED, "the worker was asked to go: session=" + sessionId));
        CompletionStage<Void> down;
        try {
            down = Objects.requireNonNull(backend.close(), "close() returned null");
        } catch (RuntimeException | LinkageError e) {
            down = CompletableFuture.failedFuture(e);
        }
        down.whenComplete((none, problem) -> {
            synchronized (lock) {
                state = WorkerState.STOPPED;
            }
            // After the last of what was produced; at once when nothing is handed over any more.
            if (!output.end(sink -> stopped.complete(null))) {
                stopped.complete(null);
            }
        });
        return stopped.minimalCompletionStage();
    }

    /** Like {@link #stop}, but nothing is handed over any more. */
    public CompletionStage<Void> abort() {
        output.cut();
        CompletionStage<Void> down = stop();
        if (state == WorkerState.STOPPED) {
            stopped.complete(null);
        }
        return down;
    }

    /** The state at this moment. */
    public WorkerState state() {
        return state;
    }

    /** When a command was begun or finished last. */
    public Instant lastActivity() {
        return lastActivity;
    }

    /** Commands that wait or run. */
    public int pendingCommands() {
        synchronized (lock) {
            return queue.size() + (current == null ? 0 : 1);
        }
    }

    /** The id of the command that runs; empty when none does. */
    public String currentCorrelationId() {
        synchronized (lock) {
            return current == null ? "" : current.correlationId();
        }
    }

    /** Events that wait for the sink. */
    public int eventQueueDepth() {
        return output.depth();
    }

    /** The sequence of the newest event; 0 when there was none. */
    public long eventSequence() {
        return output.lastSequence();
    }

    /** Who the worker is, for a client of it. */
    public WorkerDescription description() {
        return ownReplies.description();
    }

    private boolean move(WorkerState from, WorkerState to) {
        synchronized (lock) {
            if (state != from) {
                return false;
            }
            state = to;
            return true;
        }
    }

    private void fault(WorkerFaultCategory category, String message) {
        end(sink -> sink.fault(category, message), WorkerErrorCode.WORKER_FAULT, message);
    }

    private void end(Consumer<RunnerSink> lastWord, WorkerErrorCode code, String message) {
        synchronized (lock) {
            if (state != WorkerState.SHUTTING_DOWN && state != WorkerState.STOPPED) {
                state = WorkerState.FAULTED;
            }
            queue.clear();
        }
        started.completeExceptionally(new WorkerException(code, message));
        output.end(lastWord);
    }

    /** What the backend is given to report to. */
    private final class Events implements BackendEvents {
        @Override
        public void event(MxEventData event) {
            events(List.of(event));
        }

        @Override
        public void events(List<MxEventData> events) {
            Instant seen = time.now();
            if (!output.events(events, (event, sequence) -> event.sequenced(sessionId, sequence, seen))) {
                fault(
                        WorkerFaultCategory.QUEUE_OVERFLOW,
                        "more events than the worker can hold: held=" + limits.events()
                                + "; advise fewer items or read faster");
            }
        }

        @Override
        public boolean isReady() {
            return output.hasRoom();
        }

        @Override
        public void whenReady(Runnable task) {
            output.whenRoom(task);
        }

        @Override
        public void lost(String reason) {
            fault(WorkerFaultCategory.BACKEND_LOST, reason);
        }

        @Override
        public void crash(int exitCode) {
            end(
                    sink -> sink.crashed(exitCode),
                    WorkerErrorCode.LOST,
                    "the backend died on the spot: exitCode=" + exitCode);
        }
    }
}
