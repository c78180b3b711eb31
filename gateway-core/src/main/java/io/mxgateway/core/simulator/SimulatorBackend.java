package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.core.worker.BackendEvents;
import io.mxgateway.core.worker.SerialQueue;
import io.mxgateway.core.worker.WorkerBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A simulated MXAccess for one session.
 *
 * <p>Thread-safe. It has no thread of its own: everything runs one at a time in a {@link SerialQueue}, brought there by
 * calls and by at most one timer, which exists only while something is due. Events are delivered from there, without any
 * lock.
 */
public final class SimulatorBackend implements WorkerBackend {
    /** The name of this backend. */
    public static final String NAME = "simulator";

    private final SimulatedGalaxyState galaxy;
    private final String sessionId;
    private final String version;
    private final int processId;
    private final SerialQueue queue = new SerialQueue();

    /** The life of a backend. */
    private enum State {
        /** Not started. */
        NEW,
        /** Takes commands. */
        RUNNING,
        /** In a command that takes long: nothing else happens. */
        BUSY,
        /** In a command that never returns. */
        HUNG,
        /** Crashed or lost; says nothing any more. */
        DEAD,
        /** Closed. */
        CLOSED
    }

    // All guarded by the queue.
    private State state = State.NEW;
    // Null until started.
    private Session session;
    private CommandExecutor executor;
    private BulkReads reads;
    // Replies that will never be given.
    private final List<CompletableFuture<MxReply>> hanging = new ArrayList<>();
    // The reply of a command that takes long; null when none does.
    private CompletableFuture<MxReply> slow;
    // Ends a slow command.
    private GatewayTime.Timer slowness = GatewayTime.Timer.NONE;

    /**
     * A backend that has not been started.
     *
     * @param galaxy what it gives access to; others may share it
     * @param sessionId the session it serves
     * @param version what it says its version is
     * @param processId what it says its process is; 0 when it has none of its own
     */
    public SimulatorBackend(SimulatedGalaxyState galaxy, String sessionId, String version, int processId) {
        this.galaxy = Objects.requireNonNull(galaxy, "galaxy");
        this.sessionId = Objects.requireNonNull(sessionId, "sessionId");
        this.version = Objects.requireNonNull(version, "version");
        this.processId = processId;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Map<String, String> attributes() {
        return SimulatorIdentity.attributesOf(galaxy);
    }

    @Override
    public CompletionStage<Void> start(BackendEvents events) {
        Objects.requireNonNull(events, "events");
        CompletableFuture<Void> started = new CompletableFuture<>();
        queue.run(() -> {
            if (state != State.NEW) {
                started.completeExceptionally(stateError("cannot be started"));
                return;
            }
            state = State.RUNNING;
            session = new Session(galaxy, sessionId, new Outlet(events), this::inQueue, this::wake);
            executor =
                    new CommandExecutor(session, SimulatorIdentity.of(NAME, version, processId, galaxy.time(), galaxy));
            reads = new BulkReads(session, galaxy);
            started.complete(null);
        });
        return started;
    }

    private IllegalStateException stateError(String what) {
        return new IllegalStateException("simulator " + what + ": session=" + sessionId + " state=" + state);
    }

    /** Runs a task in the queue while the backend lives, and sets the timer afterwards. */
    private void inQueue(Runnable task) {
        queue.run(() -> {
            if (state == State.RUNNING || state == State.BUSY) {
                task.run();
                settle();
            }
        });
    }

    private void wake(long due) {
        inQueue(() -> {
            session.pace().fired(due);
            session.pace().runDue();
        });
    }

    private void settle() {
        session.events().flush();
        if (session.scripting().isDead()) {
            end(State.DEAD);
        } else {
            session.pace().arm();
        }
    }

    @Override
    public CompletionStage<MxReply> execute(MxCommand command) {
        Objects.requireNonNull(command, "command");
        CompletableFuture<MxReply> reply = new CompletableFuture<>();
        queue.run(() -> {
            if (state == State.HUNG) {
                hanging.add(reply);
            } else if (state != State.RUNNING) {
                reply.completeExceptionally(stateError("cannot execute " + command.kind()));
            } else {
                begin(command, reply);
                settle();
            }
        });
        return reply;
    }

    private void begin(MxCommand command, CompletableFuture<MxReply> reply) {
        Scripting.NextCommand ordered = session.scripting().takeNext();
        if (ordered.hangs()) {
            state = State.HUNG;
            session.pace().hold(true);
            hanging.add(reply);
            return;
        }
        if (ordered.delay().isZero()) {
            perform(command, reply);
            return;
        }
        state = State.BUSY;
        session.pace().hold(true);
        slow = reply;
        slowness = galaxy.time()
                .after(
                        ordered.delay(),
                        () -> inQueue(() -> {
                            state = State.RUNNING;
                            session.pace().hold(false);
                            slow = null;
                            perform(command, reply);
                        }));
    }

    private void perform(MxCommand command, CompletableFuture<MxReply> reply) {
        if (command instanceof MxCommand.ReadBulk read) {
            reads.read(read, reply);
            return;
        }
        MxReply done = executor.execute(command);
        session.events().flush();
        if (session.scripting().isDead()) {
            hanging.add(reply);
        } else {
            reply.complete(done);
        }
    }

    @Override
    public void interrupt() {
        inQueue(() -> {
            if (state == State.RUNNING) {
                reads.interrupt();
            }
        });
    }

    @Override
    public CompletionStage<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        queue.run(() -> {
            end(State.CLOSED);
            closed.complete(null);
        });
        return closed;
    }

    private void end(State last) {
        state = last;
        slowness.cancel();
        if (session != null) {
            session.pace().stop();
            session.alarms().unsubscribe();
        }
        IllegalStateException cause = stateError("has ended");
        if (reads != null) {
            reads.fail(cause);
        }
        if (slow != null) {
            slow.completeExceptionally(cause);
            slow = null;
        }
        hanging.forEach(reply -> reply.completeExceptionally(cause));
        hanging.clear();
    }
}
