package io.mxgateway.core.session;

import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.event.StreamEnd;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.core.worker.WorkerClient;
import io.mxgateway.core.worker.WorkerClientState;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How sessions end. Close, kill, sweep, shutdown, a worker's death and an opening that fails have each their own
 * beginning; all of them go through {@link #remove}, and each session goes through it once: every beginning claims the
 * session first, and {@link GatewaySession} lets one claim succeed.
 *
 * <p>Thread-safe; nothing blocks, and whatever waits for a worker has a bound.
 */
final class SessionEndings {
    private static final Logger LOG = System.getLogger(SessionEndings.class.getName());

    /** What every end of a session is told with. */
    private static final String ENDED = "session={0} key={1} backend={2} worker={3} reason={4} commands={5} events={6}";

    private static final int KEPT_OUTPUT_LINES = 50;

    private final SessionRegistry registry;
    private final Tombstones tombstones;
    private final GatewayMetrics metrics;
    private final GatewayTime time;
    private final Duration shutdownGrace;
    private final Duration killNet;
    private final SessionListeners listeners = new SessionListeners();
    // Removals whose worker is not gone yet; their sessions are in no registry any more.
    private final Map<GatewaySession, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();

    SessionEndings(
            SessionRegistry registry,
            Tombstones tombstones,
            GatewayOptions options,
            GatewayMetrics metrics,
            GatewayTime time) {
        this.registry = registry;
        this.tombstones = tombstones;
        this.metrics = metrics;
        this.time = time;
        this.shutdownGrace = options.workers().shutdownTimeout();
        // A worker client keeps the bound for killing itself; this is for one that does not.
        this.killNet = options.workers().killTimeout().multipliedBy(2);
    }

    /**
     * How a session ended.
     *
     * @param state {@link SessionState#CLOSED} or {@link SessionState#FAULTED}
     * @param category what a fault is counted as; null for a session that closed
     * @param failure the fault as it is told; null for a session that closed
     * @param streamEnd what its streams are told
     * @param wasOpen whether anybody could have used it
     */
    private record Ending(
            SessionState state, String category, SessionException failure, StreamEnd.Cause streamEnd, boolean wasOpen) {
        static Ending closed(CloseReason reason) {
            return new Ending(
                    SessionState.CLOSED, null, null, streamEndOf(reason, StreamEnd.Cause.SESSION_CLOSED), true);
        }

        static Ending notOpened(CloseReason reason, SessionException failure) {
            Ending ending = faulted(reason, failure.code().name(), failure);
            return new Ending(ending.state, ending.category, ending.failure, ending.streamEnd, false);
        }

        static Ending faulted(CloseReason reason, String category, SessionException failure) {
            return new Ending(
                    SessionState.FAULTED,
                    category,
                    failure,
                    streamEndOf(reason, StreamEnd.Cause.SESSION_FAULTED),
                    true);
        }

        private static StreamEnd.Cause streamEndOf(CloseReason reason, StreamEnd.Cause otherwise) {
            return switch (reason) {
                case GATEWAY_SHUTDOWN -> StreamEnd.Cause.GATEWAY_SHUTDOWN;
                case OWNER_REVOKED -> StreamEnd.Cause.REVOKED;
                default -> otherwise;
            };
        }
    }

    /** Who listens to sessions. */
    SessionListeners listeners() {
        return listeners;
    }

    /** Closes a session gracefully, unless it is ending already; the outcome is the same for everybody who asks. */
    CompletableFuture<SessionCloseResult> close(GatewaySession session, CloseReason reason) {
        return begin(session, session.claimClosing(reason));
    }

    /** Closes a session that nobody uses, if it still is one; returns whether it was this call that closed it. */
    CompletableFuture<Boolean> closeOverdue(GatewaySession session, long nowNanos) {
        GatewaySession.Claim claim = session.claimOverdue(nowNanos);
        if (claim == GatewaySession.Claim.REFUSED) {
            return CompletableFuture.completedFuture(false);
        }
        return begin(session, claim).thenApply(result -> true);
    }

    private CompletableFuture<SessionCloseResult> begin(GatewaySession session, GatewaySession.Claim claim) {
        switch (claim) {
            case OURS -> askWorkerToGo(session);
            case OPENING -> abortOpening(session);
            case REFUSED -> {}
        }
        return session.outcome();
    }

    /** Ends a session at once; one that is closing gracefully does not wait for its worker any longer. */
    CompletableFuture<SessionCloseResult> kill(GatewaySession session, CloseReason reason) {
        switch (session.claimClosing(reason)) {
            case OURS ->
                killWorker(session, reason.tag())
                        .whenComplete((done, error) -> remove(session, Ending.closed(reason), false));
            case OPENING -> abortOpening(session);
            case REFUSED -> session.impatience().complete(null);
        }
        return session.outcome();
    }

    /** Ends the streams of an owner's sessions at once and closes the sessions; tells how many there were. */
    CompletableFuture<Integer> revokeOwner(String owner, int atOnce) {
        List<GatewaySession> sessions = registry.sessions().stream()
                .filter(session -> !session.isInternal() && session.owner().equals(owner))
                .toList();
        sessions.forEach(session ->
                session.log().end(StreamEnd.Cause.REVOKED, "the key of the session's owner is not valid any more"));
        return Parallel.forEach(sessions, atOnce, session -> close(session, CloseReason.OWNER_REVOKED))
                .thenApply(done -> sessions.size());
    }

    /** Ends a session that has failed. */
    void fault(GatewaySession session, SessionException failure, CloseReason reason) {
        fault(session, failure.code().name(), failure, reason);
    }

    /** Ends a session whose worker is gone, unless it is gone because it was asked to. */
    void workerTerminated(GatewaySession session, WorkerException cause) {
        CloseReason reason = switch (cause.code()) {
            case LOST, CLOSED, KILLED -> CloseReason.WORKER_LOST;
            default -> CloseReason.FAULTED;
        };
        SessionException failure = new SessionException(
                reason == CloseReason.WORKER_LOST ? SessionErrorCode.WORKER_LOST : SessionErrorCode.SESSION_FAULTED,
                Failures.textOf(cause),
                Failures.facts(session),
                cause);
        // A worker that went although nobody had asked it to is a lost one.
        WorkerErrorCode category = cause.code() == WorkerErrorCode.CLOSED ? WorkerErrorCode.LOST : cause.code();
        fault(session, category.name(), failure, reason);
    }

    /** Ends a session whose worker was found to be given up when a call failed. */
    void workerFaulted(GatewaySession session, Throwable failure) {
        WorkerException cause = failure instanceof WorkerException known
                ? known
                : new WorkerException(WorkerErrorCode.LOST, Failures.textOf(failure), failure);
        workerTerminated(session, cause);
    }

    private void fault(GatewaySession session, String category, SessionException failure, CloseReason reason) {
        switch (session.claimFaulted(reason, failure.getMessage())) {
            case OURS -> remove(session, Ending.faulted(reason, category, failure), true);
            case OPENING -> session.opening().abort(Failures.openFailed(session, failure), reason);
            case REFUSED -> {}
        }
    }

    /**
     * Undoes an opening that cannot go on. For whoever opens the session.
     *
     * @return completes when all of it is undone
     */
    CompletionStage<Void> undoOpening(GatewaySession session, SessionException failure, CloseReason reason) {
        session.failOpening(reason, failure.getMessage());
        return remove(session, Ending.notOpened(reason, failure), true);
    }

    private static void abortOpening(GatewaySession session) {
        session.opening()
                .abort(
                        Failures.endedWhileOpening(session),
                        session.closeReason().orElseThrow());
    }

    private void askWorkerToGo(GatewaySession session) {
        WorkerClient client = session.link().client();
        CompletableFuture<Void> gone = new CompletableFuture<>();
        GatewayTime.Timer timer = time.after(
                shutdownGrace,
                () -> gone.completeExceptionally(new WorkerException(
                        WorkerErrorCode.SHUTDOWN_FAILED,
                        "not gone after " + shutdownGrace.toMillis() + " ms (workers.shutdown-timeout)")));
        session.impatience().whenComplete((done, error) -> pass(error, gone));
        try {
            client.shutdown(shutdownGrace).whenComplete((done, error) -> pass(error, gone));
        } catch (RuntimeException e) {
            gone.completeExceptionally(e);
        }
        gone.whenComplete((done, error) -> {
            timer.cancel();
            afterGrace(session, client, error);
        });
    }

    private static void pass(Throwable error, CompletableFuture<Void> target) {
        if (error == null) {
            target.complete(null);
        } else {
            target.completeExceptionally(Failures.unwrapped(error));
        }
    }

    private void afterGrace(GatewaySession session, WorkerClient client, Throwable error) {
        CloseReason reason = session.closeReason().orElseThrow();
        if (error == null || wasGoneAnyway(client, error)) {
            boolean stillThere = client.state() != WorkerClientState.CLOSED;
            remove(session, Ending.closed(reason), stillThere);
            return;
        }
        SessionException failure = Failures.closeFailed(session, reason, error);
        remove(session, Ending.faulted(reason, SessionErrorCode.CLOSE_FAILED.name(), failure), true);
    }

    /** A worker that died before it could be asked, or meanwhile, has done what was wanted of it. */
    private static boolean wasGoneAnyway(WorkerClient client, Throwable error) {
        if (error instanceof WorkerException failure && failure.code() == WorkerErrorCode.SHUTDOWN_FAILED) {
            return false;
        }
        return client.state() == WorkerClientState.FAULTED || client.state() == WorkerClientState.CLOSED;
    }

    private CompletableFuture<Void> killWorker(GatewaySession session, String why) {
        WorkerClient client = session.link().client();
        CompletableFuture<Void> gone = new CompletableFuture<>();
        if (client == null) {
            gone.complete(null);
            return gone;
        }
        GatewayTime.Timer net = time.after(killNet, () -> {
            LOG.log(
                    Level.ERROR,
                    "a killed worker is not reported gone after {0} ms: session={1} worker={2}",
                    killNet.toMillis(),
                    session.id(),
                    session.workerProcess());
            gone.complete(null);
        });
        try {
            client.kill(why).whenComplete((done, error) -> gone.complete(null));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a worker could not be killed: " + session, e);
            gone.complete(null);
        }
        gone.whenComplete((done, error) -> net.cancel());
        return gone;
    }

    /**
     * The one way out, for whoever has claimed the session's end. Everything that a session holds, counts for or is known
     * by is given back here, in this order, once.
     */
    private CompletionStage<Void> remove(GatewaySession session, Ending ending, boolean killWorker) {
        CloseReason reason = session.closeReason().orElseThrow();
        String fault = ending.failure() == null ? "" : ending.failure().getMessage();
        session.enterFinal(ending.state(), fault);
        session.log().end(ending.streamEnd(), ending.failure() == null ? reason.tag() : fault);
        // First known as ended, then unknown as open: in between it would be neither.
        if (session.isInternal()) {
            session.log().releaseWhenRead();
        } else {
            tombstones.add(epitaph(session, ending, reason, fault), session.outcome(), session.log());
        }
        registry.deregister(session);
        CompletableFuture<Void> gone =
                killWorker ? killWorker(session, reason.tag()) : CompletableFuture.completedFuture(null);
        CompletableFuture<Void> removed = gone.thenRun(() -> {
            if (session.takeFromGauge()) {
                metrics.move(GatewayMetric.SESSIONS_OPEN, -1);
            }
            session.slot().release();
            if (ending.state() != SessionState.CLOSED) {
                metrics.count(GatewayMetric.FAULTS, ending.category());
            } else if (!session.isInternal()) {
                metrics.count(GatewayMetric.SESSIONS_CLOSED, reason.tag());
            }
            report(session, ending, reason, fault);
            if (ending.wasOpen()) {
                EndedSession ended = epitaph(session, ending, reason, fault);
                listeners.tell(session, listener -> listener.ended(ended));
            }
            conclude(session, ending, reason);
        });
        underWay.put(session, removed);
        removed.whenComplete((done, error) -> underWay.remove(session));
        return removed;
    }

    /** Completes when no removal that has begun before is under way any more; never exceptionally. */
    CompletableFuture<Void> settled() {
        return CompletableFuture.allOf(underWay.values().toArray(CompletableFuture<?>[]::new))
                .handle((done, error) -> null);
    }

    private EndedSession epitaph(GatewaySession session, Ending ending, CloseReason reason, String fault) {
        WorkerClient client = session.link().client();
        List<String> output = client == null ? List.of() : client.lastOutput();
        return new EndedSession(
                session.id(),
                session.owner(),
                session.clientName(),
                session.backend(),
                ending.state(),
                reason,
                fault,
                session.lastEventSequence(),
                time.now(),
                output.subList(Math.max(0, output.size() - KEPT_OUTPUT_LINES), output.size()));
    }

    private static void report(GatewaySession session, Ending ending, CloseReason reason, String fault) {
        boolean closed = ending.state() == SessionState.CLOSED;
        LOG.log(
                closed ? Level.INFO : Level.WARNING,
                closed ? "session closed: " + ENDED : "session faulted: " + ENDED + " category={7} fault={8}",
                session.id(),
                session.owner(),
                session.backend(),
                session.workerProcess(),
                reason.tag(),
                Long.toString(session.commands()),
                Long.toString(session.lastEventSequence()),
                ending.category(),
                fault);
    }

    private static void conclude(GatewaySession session, Ending ending, CloseReason reason) {
        if (SessionErrorCode.CLOSE_FAILED.name().equals(ending.category())) {
            session.outcome().completeExceptionally(ending.failure());
        } else {
            session.outcome().complete(new SessionCloseResult(session.id(), ending.state(), reason));
        }
    }
}
