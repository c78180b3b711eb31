package io.mxgateway.core.session;

import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.core.worker.WorkerClientFactory;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The end of a manager, step by step: openings fail, sessions close inside one budget, what is left is killed, and the
 * factory lets go of what it keeps. Each step has a bound. Runs once.
 */
final class ShutdownOperation {
    private static final Logger LOG = System.getLogger(ShutdownOperation.class.getName());

    private final SessionRegistry registry;
    private final SessionEndings endings;
    private final WorkerClientFactory factory;
    private final GatewayTime time;
    private final int atOnce;
    private final Duration budget;
    private final Duration killNet;
    // Whether the budget is spent: sessions whose turn comes only then, are not asked any more.
    private volatile boolean outOfTime;

    ShutdownOperation(
            SessionRegistry registry,
            SessionEndings endings,
            WorkerClientFactory factory,
            GatewayOptions options,
            GatewayTime time) {
        this.registry = registry;
        this.endings = endings;
        this.factory = factory;
        this.time = time;
        this.atOnce = options.sessions().maxParallelCloses();
        this.budget = options.shutdownTimeout();
        this.killNet = options.workers().killTimeout().multipliedBy(2);
    }

    /**
     * Does it all; nothing new may begin any more.
     *
     * @param openings those that were under way
     * @return completes when nothing is left; never exceptionally
     */
    CompletableFuture<Void> run(Collection<OpenOperation> openings) {
        openings.forEach(opening -> opening.abort(Failures.shuttingDown(), CloseReason.GATEWAY_SHUTDOWN));
        List<GatewaySession> sessions = List.copyOf(registry.sessions());
        LOG.log(Level.INFO, "shutting down: sessions={0} openings={1}", sessions.size(), openings.size());
        GatewayTime.Timer timer = time.after(budget, () -> killAll(sessions));
        CompletableFuture<Void> closed = Parallel.forEach(sessions, atOnce, this::end);
        CompletableFuture<Void> opened = CompletableFuture.allOf(
                openings.stream().map(OpenOperation::over).toArray(CompletableFuture<?>[]::new));
        return CompletableFuture.allOf(closed, opened)
                .thenCompose(done -> endings.settled())
                .thenCompose(done -> {
                    timer.cancel();
                    return closeFactory();
                });
    }

    private CompletableFuture<SessionCloseResult> end(GatewaySession session) {
        return outOfTime
                ? endings.kill(session, CloseReason.GATEWAY_SHUTDOWN)
                : endings.close(session, CloseReason.GATEWAY_SHUTDOWN);
    }

    private void killAll(List<GatewaySession> sessions) {
        outOfTime = true;
        WorkerException outOfTime = new WorkerException(
                WorkerErrorCode.SHUTDOWN_FAILED,
                "not gone when shutdown-timeout (" + budget.toMillis() + " ms) had passed");
        for (GatewaySession session : sessions) {
            if (!session.outcome().isDone()) {
                session.impatience().completeExceptionally(outOfTime);
                endings.kill(session, CloseReason.GATEWAY_SHUTDOWN);
            }
        }
    }

    private CompletableFuture<Void> closeFactory() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        GatewayTime.Timer net = time.after(killNet, () -> {
            LOG.log(Level.ERROR, "the worker factory is not closed after {0} ms; going on", killNet.toMillis());
            done.complete(null);
        });
        try {
            factory.close().whenComplete((closed, error) -> done.complete(null));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the worker factory could not be closed; going on", e);
            done.complete(null);
        }
        return done.whenComplete((closed, error) -> net.cancel());
    }
}
