package io.mxgateway.core.worker;

import io.mxgateway.core.mx.MxCommand;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The right to a worker that runs already. It is asked for a sign of life when it is handed out; when none comes, it is
 * ended and another one is started cold under the same session id.
 */
final class WarmTicket implements WorkerTicket {
    private static final Duration PROBE_TIMEOUT = Duration.ofMillis(500);

    private final WarmPool pool;
    private final ParkedWorker worker;
    // Whether it was used or given back.
    private final AtomicBoolean spent = new AtomicBoolean();
    private final CompletableFuture<WorkerClient> result = new CompletableFuture<>();

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
        if (spent.compareAndSet(false, true)) {
            pool.park(worker);
        }
    }

    @Override
    public CompletableFuture<WorkerClient> start(WorkerListener listener) {
        if (!spent.compareAndSet(false, true)) {
            return CompletableFuture.failedFuture(new WorkerException(
                    WorkerErrorCode.START_FAILED,
                    "the ticket was used or given back before; prepare another: session=" + sessionId()));
        }
        result.whenComplete((client, problem) -> {
            if (result.isCancelled()) {
                worker.client().kill("the start was cancelled");
            }
        });
        worker.client().invoke(new MxCommand.Ping("warm"), PROBE_TIMEOUT).whenComplete((reply, problem) -> {
            if (problem == null && reply.status().isOk()) {
                worker.listener().handOver(listener, alive -> {
                    if (alive) {
                        handOut();
                    } else {
                        startCold(listener, "it ended while it was handed out");
                    }
                });
            } else {
                startCold(listener, problem == null ? reply.status().message() : OwnReplies.text(problem));
            }
        });
        return result;
    }

    private void handOut() {
        pool.proved();
        if (!result.complete(worker.client())) {
            worker.client().kill("the start was cancelled");
        }
    }

    private void startCold(WorkerListener listener, String why) {
        if (result.isDone()) {
            return;
        }
        pool.failed(worker, why);
        worker.client().kill("it gave no sign of life").whenComplete((none, never) -> {
            if (result.isDone()) {
                return;
            }
            CompletableFuture<WorkerClient> cold;
            try {
                cold = pool.inner().prepare(pool.backend(), sessionId()).start(listener);
            } catch (RuntimeException e) {
                cold = CompletableFuture.failedFuture(e);
            }
            follow(cold);
        });
    }

    private void follow(CompletableFuture<WorkerClient> cold) {
        result.whenComplete((client, problem) -> {
            if (result.isCancelled()) {
                cold.cancel(false);
            }
        });
        cold.whenComplete((client, problem) -> {
            if (problem != null) {
                result.completeExceptionally(problem);
            } else if (!result.complete(client)) {
                client.kill("the start was cancelled");
            }
        });
    }
}
