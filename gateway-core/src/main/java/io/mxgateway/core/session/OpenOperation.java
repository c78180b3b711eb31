package io.mxgateway.core.session;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.worker.WorkerClient;
import io.mxgateway.core.worker.WorkerTicket;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/**
 * One opening of a session, from the ticket to the hand-over. Its steps follow one another, each on the thread that
 * finished the one before. Whoever wants it to stop leaves a verdict and cancels the step at hand; the opening itself
 * sees the verdict when that step is over, and undoes what it has done. So there is one place that undoes, and it knows
 * exactly what there is to undo.
 */
final class OpenOperation {
    private static final Logger LOG = System.getLogger(OpenOperation.class.getName());

    /** Why an opening has to stop, and what its session's end is called then. */
    private record Verdict(SessionException failure, CloseReason reason) {
        /** It has gone through; nothing stops it any more. */
        static final Verdict DONE = new Verdict(null, CloseReason.FAULTED);

        /** It failed by itself. */
        static final Verdict NONE_GIVEN = new Verdict(null, CloseReason.FAULTED);
    }

    private final SessionServices services;
    private final SessionRegistry registry;
    private final AfterOpenStep afterOpen;
    // Whether the opening counts as one of a client's.
    private final boolean counts;
    private final CompletableFuture<GatewaySession> result = new CompletableFuture<>();
    // Completes when it is through or undone; never exceptionally.
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final AtomicReference<Verdict> verdict = new AtomicReference<>();
    // The step at hand; null before the first.
    private volatile CompletableFuture<?> step;
    private final AtomicBoolean undoing = new AtomicBoolean();
    // Set once by begin, before any step.
    private volatile GatewaySession session;

    /**
     * An opening that has not begun.
     *
     * @param counts whether it is counted among the sessions of clients
     */
    OpenOperation(SessionServices services, SessionRegistry registry, AfterOpenStep afterOpen, boolean counts) {
        this.services = services;
        this.registry = registry;
        this.afterOpen = afterOpen;
        this.counts = counts;
        result.whenComplete((opened, error) -> {
            if (error != null) {
                abort(Failures.cancelled("the opening of the session"), CloseReason.CLIENT_GONE);
            }
        });
    }

    /** What the caller gets. */
    CompletableFuture<GatewaySession> result() {
        return result;
    }

    /** Completes when it is through or undone; never exceptionally. */
    CompletableFuture<Void> over() {
        return over;
    }

    /** Has it stop and undo itself. Without effect when it has been told so before, or has gone through. */
    void abort(SessionException failure, CloseReason reason) {
        if (!verdict.compareAndSet(null, new Verdict(failure, reason))) {
            return;
        }
        CompletableFuture<?> current = step;
        if (current != null) {
            current.cancel(true);
        }
    }

    /** Fails before there is a session to undo. */
    void refuse(SessionException failure) {
        verdict.compareAndSet(null, new Verdict(failure, CloseReason.FAULTED));
        countFailure(failure);
        LOG.log(Level.INFO, "session refused: code={0} why={1}", failure.code(), failure.getMessage());
        over.complete(null);
        result.completeExceptionally(failure);
    }

    /** Begins, with a session that nobody knows yet and the ticket of its worker. */
    void begin(GatewaySession created, WorkerTicket ticket) {
        session = created;
        try {
            if (!registry.register(created)) {
                throw new IllegalStateException("a session with this id exists already");
            }
            if (verdict.get() == null) {
                follow(ticket.start(new SessionEars(created, services.endings())), this::started);
                return;
            }
            ticket.giveBack();
            undo(null);
        } catch (RuntimeException e) {
            // Without effect on a ticket that was used.
            ticket.giveBack();
            undo(e);
        }
    }

    private <T> void follow(CompletableFuture<T> next, BiConsumer<T, Throwable> then) {
        step = next;
        if (verdict.get() != null) {
            next.cancel(true);
        }
        next.whenComplete((value, error) -> {
            try {
                then.accept(value, error);
            } catch (RuntimeException e) {
                undo(e);
            }
        });
    }

    private void started(WorkerClient client, Throwable error) {
        if (client != null) {
            session.link().attach(client);
        }
        if (error != null
                || verdict.get() != null
                || !session.becomeReady(services.time().nanoTime())) {
            undo(error);
            return;
        }
        if (counts) {
            services.metrics().move(GatewayMetric.SESSIONS_OPEN, 1);
            services.metrics().count(GatewayMetric.SESSIONS_OPENED);
        }
        follow(afterOpen.run(session), this::prepared);
    }

    private void prepared(Void done, Throwable error) {
        if (error != null || !verdict.compareAndSet(null, Verdict.DONE) || !session.finishOpening()) {
            undo(error);
            return;
        }
        reportOpened();
        services.endings().listeners().tell(session, listener -> listener.opened(session));
        over.complete(null);
        if (!result.complete(session)) {
            // The caller has gone in the last moment, and nobody else knows the session.
            services.endings().close(session, CloseReason.CLIENT_GONE);
        }
    }

    private void reportOpened() {
        LOG.log(
                Level.INFO,
                "session opened: session={0} key={1} client={2} correlation={3} backend={4} worker={5}",
                session.id(),
                session.owner(),
                session.correlationId(),
                session.clientCorrelationId(),
                session.backend(),
                session.workerProcess());
    }

    /** The one place that undoes. What was told to stop, counts for more than what failed because of it. */
    private void undo(Throwable error) {
        if (!undoing.compareAndSet(false, true)) {
            return;
        }
        verdict.compareAndSet(null, Verdict.NONE_GIVEN);
        Verdict why = verdict.get();
        SessionException failure = why.failure();
        if (failure == null) {
            failure = error == null ? Failures.endedWhileOpening(session) : Failures.openFailed(session, error);
        }
        fail(failure, why.reason());
    }

    private void fail(SessionException failure, CloseReason reason) {
        services.endings().undoOpening(session, failure, reason).whenComplete((done, ignored) -> {
            countFailure(failure);
            LOG.log(
                    Level.WARNING,
                    "session not opened: session={0} key={1} correlation={2} backend={3} code={4} why={5}",
                    session.id(),
                    session.owner(),
                    session.clientCorrelationId(),
                    session.backend(),
                    failure.code(),
                    failure.getMessage());
            services.endings().listeners().tell(session, listener -> listener.notOpened(session, failure));
            over.complete(null);
            result.completeExceptionally(failure);
        });
    }

    private void countFailure(SessionException failure) {
        if (counts) {
            services.metrics()
                    .count(GatewayMetric.SESSIONS_OPEN_FAILURES, failure.code().name());
        }
    }
}
