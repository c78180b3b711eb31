package io.mxgateway.core.worker;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.core.time.GatewayTime.Timer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Keeps workers of one backend started ahead of time and hands out the oldest; when there is none, the start is a cold
 * one. Other backends pass through. Workers are started one after another, so that the pool leaves the turns of cold
 * starts to sessions; when they keep dying, the pool waits longer and longer before it tries again.
 *
 * <p>Thread-safe.
 */
public final class WarmPool implements WorkerClientFactory {
    private static final Logger LOG = System.getLogger(WarmPool.class.getName());
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(30);
    // How long a session that has just got a worker has the machine to itself: time for its answer to reach the client.
    static final Duration REST = Duration.ofMillis(20);
    // What a new worker is asked before it counts as warm: its first commands load and compile what all others use.
    private static final int EXERCISES = 20;

    private final WorkerClientFactory inner;
    private final String backend;
    private final int size;
    private final Duration maxAge;
    private final GatewayTime time;
    private final GatewayMetrics metrics;
    private final Supplier<String> sessionIds;
    // Starts are begun here, so that one that ends at once does not begin the next within itself.
    private final SerialQueue refills = new SerialQueue();

    private final Object lock = new Object();
    // Workers that wait for a session, oldest first; who takes one out of here has claimed it. Guarded by lock.
    private final Set<ParkedWorker> parked = new LinkedHashSet<>();
    // Whether the pool was started and not closed. Guarded by lock.
    private boolean open;
    // Whether it was closed, perhaps before it was started. Guarded by lock.
    private boolean closed;
    // Whether a start is under way; and the start, null while it is being begun. Guarded by lock.
    private boolean starting;
    private CompletableFuture<WorkerClient> start;
    // The worker that was started and is not parked yet; null when there is none. Guarded by lock.
    private ParkedWorker exercising;
    // Failed starts and early deaths since a worker last proved good. Guarded by lock.
    private int failures;
    // Whether the pool waits before it starts again, and the timer that ends the wait. Guarded by lock.
    private boolean backingOff;
    private Timer backOff = Timer.NONE;
    // Whether the pool rests before it replaces a worker that was taken, and the timer that ends the rest. Guarded by
    // lock.
    private boolean resting;
    private Timer rest = Timer.NONE;

    /**
     * A pool in front of a factory, which belongs to it from now on. Nothing is started before {@link #start}.
     *
     * @param backend the backend to keep warm, one that the factory has
     * @param size how many to keep
     * @param maxAge how old a worker may become before it is replaced
     * @param sessionIds makes the ids of sessions that do not exist yet, none twice
     */
    public WarmPool(
            WorkerClientFactory inner,
            String backend,
            int size,
            Duration maxAge,
            GatewayTime time,
            GatewayMetrics metrics,
            Supplier<String> sessionIds) {
        if (!inner.backends().contains(backend)) {
            throw new IllegalArgumentException("no backend '" + backend + "'; there are " + inner.backends());
        }
        this.inner = inner;
        this.backend = backend;
        this.size = size;
        this.maxAge = maxAge;
        this.time = Objects.requireNonNull(time, "time");
        this.metrics = Objects.requireNonNull(metrics, "metrics");
        this.sessionIds = Objects.requireNonNull(sessionIds, "sessionIds");
    }

    /** Begins to fill the pool; once, and without effect after {@link #close}. */
    public void start() {
        synchronized (lock) {
            open = !closed;
        }
        refill();
    }

    @Override
    public Set<String> backends() {
        return inner.backends();
    }

    @Override
    public WorkerTicket prepare(String name, String freshSessionId) {
        ParkedWorker taken = name.equals(backend) ? take() : null;
        return taken == null ? inner.prepare(name, freshSessionId) : new WarmTicket(this, taken);
    }

    /** Ends the workers that wait, then closes the factory behind. */
    @Override
    public CompletionStage<Void> close() {
        List<ParkedWorker> left;
        CompletableFuture<WorkerClient> pending;
        ParkedWorker unparked;
        List<Timer> waits;
        synchronized (lock) {
            open = false;
            closed = true;
            left = List.copyOf(parked);
            pending = start;
            unparked = exercising;
            waits = List.of(backOff, rest);
            backOff = Timer.NONE;
            rest = Timer.NONE;
        }
        waits.forEach(Timer::cancel);
        if (pending != null) {
            pending.cancel(false);
        }
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        if (unparked != null) {
            ends.add(unparked.client().kill("the gateway is shutting down").toCompletableFuture());
        }
        for (ParkedWorker worker : left) {
            if (claim(worker)) {
                ends.add(worker.client().kill("the gateway is shutting down").toCompletableFuture());
            }
        }
        return CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new))
                .thenCompose(none -> inner.close());
    }

    /** The backend that it keeps warm. */
    public String backend() {
        return backend;
    }

    /** How many workers it is to keep. */
    public int size() {
        return size;
    }

    /** How many workers wait for a session. */
    public int parked() {
        synchronized (lock) {
            return parked.size();
        }
    }

    GatewayTime time() {
        return time;
    }

    /** Starts a worker that no pool has kept, under an id of the pool's. */
    CompletableFuture<WorkerClient> startCold(String sessionId, WorkerListener listener) {
        try {
            return inner.prepare(backend, sessionId).start(listener);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private ParkedWorker take() {
        ParkedWorker oldest;
        do {
            synchronized (lock) {
                if (parked.isEmpty()) {
                    return null;
                }
                oldest = parked.iterator().next();
            }
        } while (!claim(oldest));
        return oldest;
    }

    /** Takes a worker out of the pool; returns whether this call did. */
    private boolean claim(ParkedWorker worker) {
        Timer age;
        synchronized (lock) {
            if (!parked.remove(worker)) {
                return false;
            }
            age = worker.age;
            worker.age = Timer.NONE;
        }
        age.cancel();
        metrics.move(GatewayMetric.WORKERS_WARM, -1);
        return true;
    }

    /** Puts a worker into the pool: a new one, or one that was taken and not used. */
    void park(ParkedWorker worker) {
        boolean kept;
        synchronized (lock) {
            kept = open;
            if (kept) {
                parked.add(worker);
            }
        }
        if (!kept) {
            worker.client().kill("the gateway is shutting down");
            return;
        }
        metrics.move(GatewayMetric.WORKERS_WARM, 1);
        long left = worker.readyNanos() + maxAge.toNanos() - time.nanoTime();
        Timer age = time.after(Duration.ofNanos(Math.max(0, left)), () -> tooOld(worker));
        boolean still;
        synchronized (lock) {
            still = parked.contains(worker);
            if (still) {
                worker.age = age;
            }
        }
        if (!still) {
            age.cancel();
        }
        // It may have ended before it was in the pool, where its end would have been noticed.
        if (worker.listener().ended()) {
            died(worker, "it ended while it was being parked");
        }
    }

    private void tooOld(ParkedWorker worker) {
        if (claim(worker)) {
            synchronized (lock) {
                failures = 0;
            }
            worker.client().kill("too old to be handed out");
            refill();
        }
    }

    private void died(ParkedWorker worker, String why) {
        if (claim(worker)) {
            worker.client().kill("of no use any more");
            failed(worker, why);
        }
    }

    /** A worker that was taken has proved to be good. */
    void proved() {
        synchronized (lock) {
            failures = 0;
        }
    }

    /** A worker has proved to be bad: the next one comes after a while. */
    void failed(ParkedWorker worker, String why) {
        boolean livedLong = time.nanoTime() - worker.readyNanos() >= LONGEST_BACK_OFF.toNanos();
        synchronized (lock) {
            failures = livedLong ? 0 : failures;
        }
        backOffAfter("a worker kept ready was lost: session=" + worker.sessionId() + " reason=" + why);
    }

    private void backOffAfter(String what) {
        Duration delay;
        synchronized (lock) {
            failures++;
            if (!open) {
                return;
            }
            if (backingOff) {
                delay = null;
            } else {
                backingOff = true;
                delay = FIRST_BACK_OFF.multipliedBy(1L << Math.min(failures - 1, 10));
                delay = delay.compareTo(LONGEST_BACK_OFF) < 0 ? delay : LONGEST_BACK_OFF;
            }
        }
        LOG.log(Level.WARNING, "{0} backend={1} wait={2}", what, backend, delay == null ? "(already waiting)" : delay);
        if (delay == null) {
            return;
        }
        Timer timer = time.after(delay, () -> {
            synchronized (lock) {
                backingOff = false;
                backOff = Timer.NONE;
            }
            refill();
        });
        synchronized (lock) {
            if (open && backingOff) {
                backOff = timer;
                return;
            }
        }
        timer.cancel();
    }

    /** Starts what is missing. */
    void refill() {
        refills.run(this::startNext);
    }

    /** The same in a moment: starting a worker would take the processor from the one that was just handed out. */
    void refillSoon() {
        synchronized (lock) {
            if (!open || resting || backingOff) {
                return;
            }
            resting = true;
        }
        Timer timer = time.after(REST, () -> {
            synchronized (lock) {
                resting = false;
                rest = Timer.NONE;
            }
            refill();
        });
        synchronized (lock) {
            if (open && resting) {
                rest = timer;
                return;
            }
        }
        timer.cancel();
    }

    private void startNext() {
        synchronized (lock) {
            if (!open || starting || backingOff || parked.size() >= size) {
                return;
            }
            starting = true;
        }
        String sessionId = sessionIds.get();
        ParkedWorker worker = new ParkedWorker(sessionId, this::died);
        CompletableFuture<WorkerClient> begun = startCold(sessionId, worker.listener());
        boolean tooLate;
        synchronized (lock) {
            start = begun;
            tooLate = !open;
        }
        if (tooLate) {
            begun.cancel(false);
        }
        begun.whenComplete((client, problem) -> started(worker, client, problem));
    }

    private void started(ParkedWorker worker, WorkerClient client, Throwable problem) {
        if (problem != null) {
            synchronized (lock) {
                starting = false;
                start = null;
            }
            backOffAfter("a worker to be kept ready did not start: session=" + worker.sessionId() + " reason="
                    + OwnReplies.text(problem));
            refill();
            return;
        }
        worker.ready(client, time.nanoTime());
        boolean wanted;
        synchronized (lock) {
            start = null;
            exercising = worker;
            wanted = open;
        }
        if (!wanted) {
            client.kill("the gateway is shutting down");
        }
        exercise(worker, EXERCISES);
    }

    private void exercise(ParkedWorker worker, int left) {
        worker.client()
                .invoke(new MxCommand.Ping("warm"), WarmTicket.PROBE_TIMEOUT)
                .whenComplete((reply, problem) -> {
                    String trouble = WarmTicket.trouble(reply, problem);
                    if (trouble == null && left > 1) {
                        exercise(worker, left - 1);
                    } else {
                        exercised(worker, trouble);
                    }
                });
    }

    private void exercised(ParkedWorker worker, String trouble) {
        synchronized (lock) {
            starting = false;
            exercising = null;
        }
        if (trouble == null) {
            park(worker);
        } else {
            worker.client().kill("of no use");
            failed(worker, trouble);
        }
        refill();
    }
}
