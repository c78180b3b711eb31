package io.mxgateway.core.worker;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.time.GatewayTime.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The right to a worker that runs already. It is asked for a sign of life when it is handed out. One that takes its time
 * is not given up, since on a busy machine a good worker may; but the caller does not wait for it alone: another one is
 * started cold under the same session id, and whichever is there first is the session's. The other is ended.
 */
final class WarmTicket implements WorkerTicket {
    /** How long only the sign of life is waited for. */
    static final Duration PATIENCE = Duration.ofMillis(500);
    /** How long a worker may be without a sign of life before that is held against it. */
    static final Duration PROBE_TIMEOUT = Duration.ofSeconds(15);

    private enum Stage {
        /** Neither used nor given back. */
        UNUSED,
        /** The sign of life is waited for. */
        PROBING,
        /** It is late: a cold start is under way too, or has failed. */
        RACING,
        /** It came; the worker changes hands. */
        HANDING_OVER,
        /** It will not come: only the cold start is waited for. */
        COLD,
        /** Given back, handed out, failed or cancelled. Final. */
        OVER
    }

    private final WarmPool pool;
    private final ParkedWorker worker;
    private final CompletableFuture<WorkerClient> result = new CompletableFuture<>();
    private final Object lock = new Object();
    // Guarded by lock.
    private Stage stage = Stage.UNUSED;
    // The cold start of the moment; null when there is none. Guarded by lock.
    private ColdStart cold;
    // Why the cold start failed while the sign of life was still waited for; null when it did not. Guarded by lock.
    private Throwable coldProblem;
    // Ends the patience. Guarded by lock.
    private Timer patience = Timer.NONE;

    WarmTicket(WarmPool pool, ParkedWorker worker) {
        this.pool = pool;
        this.worker = worker;
    }

    @Override
    public String sessionId() {
        return worker.sessionId();
    }

    @Override
    public void giveBack() {
        if (spend(Stage.OVER)) {
            pool.park(worker);
            pool.refill();
        }
    }

    @Override
    public CompletableFuture<WorkerClient> start(WorkerListener listener) {
        if (!spend(Stage.PROBING)) {
            return CompletableFuture.failedFuture(new WorkerException(
                    WorkerErrorCode.START_FAILED,
                    "the ticket was used or given back before; prepare another: session=" + sessionId()));
        }
        result.whenComplete((client, problem) -> {
            pool.refillSoon();
            if (result.isCancelled()) {
                cancelled();
            }
        });
        worker.client().invoke(new MxCommand.Ping("warm"), PROBE_TIMEOUT).whenComplete((reply, problem) -> {
            String trouble = trouble(reply, problem);
            if (trouble == null) {
                alive(listener);
            } else {
                lost(listener, trouble);
            }
        });
        Timer timer = pool.time().after(PATIENCE, () -> late(listener));
        boolean still;
        synchronized (lock) {
            still = stage == Stage.PROBING;
            if (still) {
                patience = timer;
            }
        }
        if (!still) {
            timer.cancel();
        }
        return result;
    }

    /** What is wrong with the answer to a probe; null when nothing is. */
    static String trouble(MxReply reply, Throwable problem) {
        if (problem != null) {
            return OwnReplies.text(problem);
        }
        return reply.status().isOk() ? null : reply.status().message();
    }

    private boolean spend(Stage how) {
        synchronized (lock) {
            boolean first = stage == Stage.UNUSED;
            if (first) {
                stage = how;
            }
            return first;
        }
    }

    private void late(WorkerListener listener) {
        synchronized (lock) {
            if (stage != Stage.PROBING) {
                return;
            }
            stage = Stage.RACING;
        }
        startCold(listener);
    }

    private void alive(WorkerListener listener) {
        ColdStart needless;
        Timer waiting;
        synchronized (lock) {
            if (stage != Stage.PROBING && stage != Stage.RACING) {
                return;
            }
            stage = Stage.HANDING_OVER;
            needless = cold;
            cold = null;
            waiting = patience;
        }
        waiting.cancel();
        if (needless != null) {
            needless.cancel();
        }
        worker.listener().handOver(listener, stillAlive -> {
            if (stillAlive) {
                pool.proved();
                complete(worker.client());
            } else {
                lost(listener, "it ended while it was handed out");
            }
        });
    }

    private void lost(WorkerListener listener, String why) {
        boolean begin;
        Throwable failure;
        Timer waiting;
        synchronized (lock) {
            if (stage == Stage.OVER) {
                return;
            }
            begin = stage != Stage.RACING;
            failure = begin ? null : coldProblem;
            stage = failure == null ? Stage.COLD : Stage.OVER;
            waiting = patience;
        }
        waiting.cancel();
        pool.failed(worker, why);
        worker.client().kill("it gave no sign of life");
        if (begin) {
            startCold(listener);
        } else if (failure != null) {
            result.completeExceptionally(failure);
        }
    }

    private void startCold(WorkerListener listener) {
        ColdStart begun = new ColdStart(listener);
        synchronized (lock) {
            if (stage != Stage.RACING && stage != Stage.COLD) {
                return;
            }
            cold = begun;
        }
        begun.begin(pool.startCold(sessionId(), begun));
    }

    private void complete(WorkerClient client) {
        synchronized (lock) {
            stage = Stage.OVER;
        }
        if (!result.complete(client)) {
            client.kill("the start was cancelled");
        }
    }

    private void cancelled() {
        ColdStart needless;
        Timer waiting;
        synchronized (lock) {
            stage = Stage.OVER;
            needless = cold;
            waiting = patience;
        }
        waiting.cancel();
        worker.client().kill("the start was cancelled");
        if (needless != null) {
            needless.cancel();
        }
    }

    private void coldReady(ColdStart ready, WorkerClient client) {
        boolean first;
        boolean raced;
        synchronized (lock) {
            first = cold == ready && (stage == Stage.RACING || stage == Stage.COLD);
            raced = stage == Stage.RACING;
            if (first) {
                stage = Stage.OVER;
            }
        }
        if (!first) {
            client.kill("another worker was there before");
            return;
        }
        if (raced) {
            worker.client().kill("a new worker was there before it gave a sign of life");
        }
        ready.handOver(client);
    }

    private void coldFailed(ColdStart failed, Throwable problem) {
        boolean last;
        synchronized (lock) {
            if (cold != failed) {
                return;
            }
            last = stage == Stage.COLD;
            coldProblem = problem;
            if (last) {
                stage = Stage.OVER;
            }
        }
        if (last) {
            result.completeExceptionally(problem);
        }
    }

    /** A start that may turn out to be needless; so its stages are heard, but nothing else before it has won. */
    private final class ColdStart implements WorkerListener {
        private final WorkerListener user;
        private final HandOverListener rest = new HandOverListener(ended -> {});
        private final CompletableFuture<Void> needless = new CompletableFuture<>();

        ColdStart(WorkerListener user) {
            this.user = user;
        }

        void begin(CompletableFuture<WorkerClient> start) {
            needless.thenRun(() -> start.cancel(false));
            start.whenComplete((client, problem) -> {
                if (problem != null) {
                    coldFailed(this, problem);
                } else {
                    coldReady(this, client);
                }
            });
        }

        void cancel() {
            needless.complete(null);
        }

        void handOver(WorkerClient client) {
            rest.handOver(user, alive -> {
                if (alive) {
                    complete(client);
                } else {
                    client.kill("of no use any more");
                    result.completeExceptionally(new WorkerException(
                            WorkerErrorCode.START_FAILED,
                            "the worker ended as soon as it was ready: session=" + sessionId()));
                }
            });
        }

        @Override
        public void onStage(WorkerStartStage reached) {
            if (!needless.isDone()) {
                user.onStage(reached);
            }
        }

        @Override
        public void onEvents(List<MxEvent> events) {
            rest.onEvents(events);
        }

        @Override
        public boolean wantsEvents() {
            return rest.wantsEvents();
        }

        @Override
        public void onTerminated(WorkerException cause) {
            rest.onTerminated(cause);
        }
    }
}
