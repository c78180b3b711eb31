package io.mxgateway.core.worker;

import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.core.time.GatewayTime.Timer;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Lets a few workers start at a time; the others wait their turn, in order, for so long and so many. The start-up
 * deadline of the factory behind it begins when the turn has come.
 *
 * <p>A start that is over, however it ended, passes its turn on; one that stops waiting never had a turn to lose.
 *
 * <p>Thread-safe.
 */
public final class ColdStartLimiter implements WorkerClientFactory {
    private enum Turn {
        /** In the queue. */
        WAITING,
        /** Counts as starting. */
        STARTING,
        /** Neither. Final. */
        OVER
    }

    private final WorkerClientFactory inner;
    private final int limit;
    private final int maxWaiting;
    private final Duration maxWait;
    private final GatewayTime time;
    // Starts are begun here, so that one that ends at once does not begin the next within itself.
    private final SerialQueue beginnings = new SerialQueue();

    private final Object lock = new Object();
    // In the order of their coming. Guarded by lock.
    private final Set<Start> waiting = new LinkedHashSet<>();
    // How many are starting. Guarded by lock.
    private int starting;
    // Guarded by lock.
    private boolean closed;

    /**
     * A limiter in front of a factory, which belongs to it from now on.
     *
     * @param limit how many may be starting at the same time, positive
     * @param maxWaiting how many more may wait, not negative
     * @param maxWait how long each may wait
     */
    public ColdStartLimiter(WorkerClientFactory inner, int limit, int maxWaiting, Duration maxWait, GatewayTime time) {
        if (limit < 1 || maxWaiting < 0) {
            throw new IllegalArgumentException("limit is " + limit + ", must be at least 1; maxWaiting is " + maxWaiting
                    + ", must not be negative");
        }
        this.inner = Objects.requireNonNull(inner, "inner");
        this.limit = limit;
        this.maxWaiting = maxWaiting;
        this.maxWait = Objects.requireNonNull(maxWait, "maxWait");
        this.time = Objects.requireNonNull(time, "time");
    }

    @Override
    public Set<String> backends() {
        return inner.backends();
    }

    @Override
    public WorkerTicket prepare(String backend, String freshSessionId) {
        WorkerTicket ticket = inner.prepare(backend, freshSessionId);
        return new WorkerTicket() {
            @Override
            public String sessionId() {
                return ticket.sessionId();
            }

            @Override
            public CompletableFuture<WorkerClient> start(WorkerListener listener) {
                return enter(new Start(ticket, listener));
            }

            @Override
            public void giveBack() {
                ticket.giveBack();
            }
        };
    }

    /** Starts that wait are refused, then the factory behind is closed. */
    @Override
    public CompletionStage<Void> close() {
        List<Start> refused;
        synchronized (lock) {
            closed = true;
            refused = List.copyOf(waiting);
        }
        refused.forEach(start -> giveUp(start, "the gateway is shutting down"));
        return inner.close();
    }

    /** How many workers are starting. */
    int starting() {
        synchronized (lock) {
            return starting;
        }
    }

    /** How many starts wait for their turn. */
    int waiting() {
        synchronized (lock) {
            return waiting.size();
        }
    }

    private CompletableFuture<WorkerClient> enter(Start start) {
        String refusal = null;
        boolean mustWait = false;
        synchronized (lock) {
            if (closed) {
                refusal = "the gateway is shutting down";
            } else if (starting < limit) {
                starting++;
                start.turn = Turn.STARTING;
            } else if (waiting.size() < maxWaiting) {
                waiting.add(start);
                mustWait = true;
            } else {
                refusal = "too many workers are starting and waiting to be started; try again later";
            }
            if (refusal != null) {
                start.turn = Turn.OVER;
            }
        }
        start.result.whenComplete((client, problem) -> {
            if (start.result.isCancelled()) {
                cancelled(start);
            }
        });
        if (refusal != null) {
            refuse(start, refusal);
        } else if (mustWait) {
            armWait(start);
        } else {
            beginnings.run(() -> begin(start));
        }
        return start.result;
    }

    private void armWait(Start start) {
        Timer timer = time.after(maxWait, () -> giveUp(start, "the turn to start did not come in time"));
        synchronized (lock) {
            if (start.turn == Turn.WAITING) {
                start.wait = timer;
                return;
            }
        }
        timer.cancel();
    }

    private void begin(Start start) {
        if (start.result.isCancelled()) {
            start.ticket.giveBack();
            passOn(start);
            return;
        }
        CompletableFuture<WorkerClient> begun;
        try {
            begun = start.ticket.start(start.listener);
        } catch (RuntimeException e) {
            begun = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<WorkerClient> inProgress = begun;
        synchronized (lock) {
            start.begun = inProgress;
        }
        if (start.result.isCancelled()) {
            inProgress.cancel(false);
        }
        inProgress.whenComplete((client, problem) -> {
            passOn(start);
            if (problem != null) {
                start.result.completeExceptionally(problem);
            } else if (!start.result.complete(client)) {
                client.kill("the start was cancelled");
            }
        });
    }

    /** A start is over: the next in the queue gets its turn. */
    private void passOn(Start over) {
        Start next = null;
        Timer wait = Timer.NONE;
        synchronized (lock) {
            over.turn = Turn.OVER;
            Iterator<Start> queue = waiting.iterator();
            if (queue.hasNext()) {
                next = queue.next();
                queue.remove();
                next.turn = Turn.STARTING;
                wait = next.wait;
            } else {
                starting--;
            }
        }
        wait.cancel();
        if (next != null) {
            Start granted = next;
            beginnings.run(() -> begin(granted));
        }
    }

    private void giveUp(Start start, String why) {
        if (leaveQueue(start)) {
            refuse(start, why);
        }
    }

    private void cancelled(Start start) {
        if (leaveQueue(start)) {
            start.ticket.giveBack();
            return;
        }
        CompletableFuture<WorkerClient> begun;
        synchronized (lock) {
            begun = start.begun;
        }
        // When it has not begun yet, it will look for itself whether it was cancelled.
        if (begun != null) {
            begun.cancel(false);
        }
    }

    private boolean leaveQueue(Start start) {
        Timer wait;
        synchronized (lock) {
            if (!waiting.remove(start)) {
                return false;
            }
            start.turn = Turn.OVER;
            wait = start.wait;
        }
        wait.cancel();
        return true;
    }

    private void refuse(Start start, String why) {
        start.ticket.giveBack();
        start.result.completeExceptionally(new WorkerException(
                WorkerErrorCode.START_FAILED,
                why + ": session=" + start.ticket.sessionId() + " waitedMs="
                        + (time.nanoTime() - start.cameNanos) / 1_000_000 + " starting=" + starting()
                        + " workers.max-cold-starts=" + limit + " waiting=" + waiting() + " workers.cold-start-wait="
                        + maxWait.toMillis() + " ms"));
    }

    private final class Start {
        final WorkerTicket ticket;
        final WorkerListener listener;
        final CompletableFuture<WorkerClient> result = new CompletableFuture<>();
        final long cameNanos = time.nanoTime();
        // Guarded by the limiter's lock.
        Turn turn = Turn.WAITING;
        // Ends the wait; does nothing when it does not wait. Guarded by the limiter's lock.
        Timer wait = Timer.NONE;
        // The start itself, null until it has begun. Guarded by the limiter's lock.
        CompletableFuture<WorkerClient> begun;

        Start(WorkerTicket ticket, WorkerListener listener) {
            this.ticket = ticket;
            this.listener = listener;
        }
    }
}
