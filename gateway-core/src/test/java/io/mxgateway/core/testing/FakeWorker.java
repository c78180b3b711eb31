package io.mxgateway.core.testing;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxEventBody;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.worker.SerialQueue;
import io.mxgateway.core.worker.WorkerClient;
import io.mxgateway.core.worker.WorkerClientState;
import io.mxgateway.core.worker.WorkerDescription;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import io.mxgateway.core.worker.WorkerListener;
import io.mxgateway.core.worker.WorkerStartStage;
import io.mxgateway.core.worker.WorkerTicket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** One worker of {@link FakeWorkers}, and the ticket it came on. Thread-safe. */
public final class FakeWorker implements WorkerTicket, WorkerClient {
    private final FakeWorkers factory;
    private final FakeScript script;
    private final String backend;
    private final String sessionId;
    private final SerialQueue listenerCalls = new SerialQueue();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<MxCommand> commands = new CopyOnWriteArrayList<>();
    private final List<Duration> timeouts = new CopyOnWriteArrayList<>();
    private final Object lock = new Object();
    // All guarded by lock.
    private final Map<Integer, CompletableFuture<MxReply>> pending = new LinkedHashMap<>();
    private int lastCommand;
    private WorkerClientState state = WorkerClientState.STARTING;
    private WorkerListener listener;
    private boolean handedOut;
    private boolean paused;
    private long sequence;
    private WorkerException end;

    FakeWorker(FakeWorkers factory, FakeScript script, String backend, String sessionId) {
        this.factory = factory;
        this.script = script;
        this.backend = backend;
        this.sessionId = sessionId;
    }

    @Override
    public String sessionId() {
        return sessionId;
    }

    @Override
    public CompletableFuture<WorkerClient> start(WorkerListener ears) {
        calls.add("start");
        synchronized (lock) {
            if (listener != null) {
                throw new AssertionError("a ticket was used twice: " + sessionId);
            }
            listener = ears;
        }
        CompletableFuture<Void> ready = script.start(this);
        factory.workerStarted();
        CompletableFuture<WorkerClient> result = new CompletableFuture<>();
        result.whenComplete((client, error) -> {
            if (client == null) {
                end(WorkerClientState.FAULTED, new WorkerException(WorkerErrorCode.START_FAILED, "start given up"));
            }
        });
        ready.whenComplete((done, error) -> {
            if (error != null) {
                result.completeExceptionally(error);
            } else if (!becomeReady()) {
                result.completeExceptionally(
                        new WorkerException(WorkerErrorCode.START_FAILED, "died before it was ready"));
            } else if (!result.complete(this)) {
                end(WorkerClientState.FAULTED, new WorkerException(WorkerErrorCode.KILLED, "nobody wanted it"));
            }
        });
        return result;
    }

    private boolean becomeReady() {
        synchronized (lock) {
            if (state != WorkerClientState.STARTING) {
                return false;
            }
            state = WorkerClientState.READY;
            handedOut = true;
            return true;
        }
    }

    @Override
    public void giveBack() {
        synchronized (lock) {
            if (listener != null) {
                return;
            }
        }
        calls.add("giveBack");
        factory.ticketGivenBack();
    }

    /** Tells the session that the start has come to a stage. */
    public void stage(WorkerStartStage stage) {
        listenerCalls.run(() -> listener().onStage(stage));
    }

    private WorkerListener listener() {
        synchronized (lock) {
            return listener;
        }
    }

    @Override
    public WorkerClientState state() {
        synchronized (lock) {
            return state;
        }
    }

    @Override
    public WorkerDescription description() {
        return new WorkerDescription(backend, "1.0-fake", 1, 4711, FakeTime.START, List.of());
    }

    @Override
    public CompletableFuture<MxReply> invoke(MxCommand command, Duration timeout) {
        commands.add(command);
        timeouts.add(timeout);
        CompletableFuture<MxReply> result = new CompletableFuture<>();
        int number;
        synchronized (lock) {
            if (end != null) {
                return CompletableFuture.failedFuture(end);
            }
            if (state != WorkerClientState.READY) {
                return CompletableFuture.failedFuture(
                        new WorkerException(WorkerErrorCode.NOT_READY, "the fake worker is " + state));
            }
            number = ++lastCommand;
            pending.put(number, result);
        }
        script.execute(this, command).whenComplete((reply, error) -> {
            synchronized (lock) {
                pending.remove(number);
            }
            if (error == null) {
                result.complete(reply);
            } else {
                result.completeExceptionally(error);
            }
        });
        return result;
    }

    @Override
    public int pendingCommands() {
        synchronized (lock) {
            return pending.size();
        }
    }

    @Override
    public void pauseEvents() {
        calls.add("pause");
        synchronized (lock) {
            paused = true;
        }
    }

    @Override
    public void resumeEvents() {
        calls.add("resume");
        synchronized (lock) {
            paused = false;
        }
    }

    @Override
    public CompletionStage<Void> shutdown(Duration grace) {
        calls.add("shutdown");
        synchronized (lock) {
            if (end != null) {
                return end.code() == WorkerErrorCode.CLOSED
                        ? CompletableFuture.completedFuture(null)
                        : CompletableFuture.failedFuture(end);
            }
            state = WorkerClientState.CLOSING;
        }
        CompletableFuture<Void> gone = new CompletableFuture<>();
        script.shutdown(this).whenComplete((done, error) -> {
            if (error == null) {
                end(WorkerClientState.CLOSED, new WorkerException(WorkerErrorCode.CLOSED, "asked to go"));
                gone.complete(null);
            } else {
                gone.completeExceptionally(error);
            }
        });
        return gone;
    }

    @Override
    public CompletionStage<Void> kill(String reason) {
        calls.add("kill " + reason);
        CompletableFuture<Void> gone = new CompletableFuture<>();
        script.kill(this).whenComplete((done, error) -> {
            end(WorkerClientState.FAULTED, new WorkerException(WorkerErrorCode.KILLED, "killed: " + reason));
            gone.complete(null);
        });
        return gone;
    }

    @Override
    public List<String> lastOutput() {
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= 60; i++) {
            lines.add("line " + i);
        }
        return lines;
    }

    /** Sends so many data changes. */
    public void emit(int count) {
        listenerCalls.run(() -> {
            List<MxEvent> events = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                events.add(event(++sequence));
            }
            listener().onEvents(events);
        });
    }

    /** Sends events of alarms, one for each body, in one frame. */
    public void emitAlarms(List<MxEventBody> bodies) {
        listenerCalls.run(() -> {
            List<MxEvent> events = new ArrayList<>();
            for (MxEventBody body : bodies) {
                MxEventFamily family = body instanceof MxEventBody.AlarmTransition
                        ? MxEventFamily.ON_ALARM_TRANSITION
                        : MxEventFamily.ON_ALARM_PROVIDER_MODE_CHANGED;
                events.add(MxEventData.ofItem(family, body, 0, 0, null, 192, FakeTime.START, List.of())
                        .sequenced(sessionId, ++sequence, FakeTime.START));
            }
            listener().onEvents(events);
        });
    }

    /** Sends an event out of sequence. */
    public void emitOutOfSequence() {
        listenerCalls.run(() -> listener().onEvents(List.of(event(sequence + 5))));
    }

    private MxEvent event(long number) {
        return MxEventData.ofItem(
                        MxEventFamily.ON_DATA_CHANGE,
                        MxEventBody.DATA_CHANGE,
                        1,
                        1,
                        MxValue.of((int) number),
                        192,
                        FakeTime.START,
                        List.of())
                .sequenced(sessionId, number, FakeTime.START);
    }

    /** The worker dies, or is given up, by itself. */
    public void crash(WorkerErrorCode code, String text) {
        end(WorkerClientState.FAULTED, new WorkerException(code, text));
    }

    /** The worker client is given up, and its listener is not told yet. */
    public void faultSilently(WorkerErrorCode code, String text) {
        synchronized (lock) {
            state = WorkerClientState.FAULTED;
            end = new WorkerException(code, text);
        }
        factory.workerGone();
    }

    private void end(WorkerClientState last, WorkerException cause) {
        List<CompletableFuture<MxReply>> open;
        boolean tell;
        synchronized (lock) {
            if (end != null) {
                return;
            }
            end = cause;
            state = last;
            open = List.copyOf(pending.values());
            pending.clear();
            tell = handedOut;
        }
        factory.workerGone();
        open.forEach(call -> call.completeExceptionally(cause));
        if (tell) {
            listenerCalls.run(() -> listener().onTerminated(cause));
        }
    }

    /** What was asked of it, in order: start, giveBack, pause, resume, shutdown, kill with its reason. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** The commands it got. */
    public List<MxCommand> commands() {
        return List.copyOf(commands);
    }

    /** The timeouts of the commands it got. */
    public List<Duration> timeouts() {
        return List.copyOf(timeouts);
    }

    /** Whether events are held up. */
    public boolean isPaused() {
        synchronized (lock) {
            return paused;
        }
    }
}
