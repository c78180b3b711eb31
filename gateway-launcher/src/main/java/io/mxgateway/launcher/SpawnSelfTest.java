package io.mxgateway.launcher;

import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.core.worker.WorkerClient;
import io.mxgateway.core.worker.WorkerClientFactory;
import io.mxgateway.core.worker.WorkerException;
import io.mxgateway.core.worker.WorkerListener;
import io.mxgateway.core.worker.WorkerStartStage;
import io.mxgateway.launcher.admin.HealthCheck.Finding;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether workers of one backend can be started: starts one, waits until it is ready, ends it. Looked at often, done
 * seldom: what was found counts for a while, and a worker that a session got counts as well as one of these. Never more
 * than one is under way, and it is ended after its time.
 *
 * <p>Thread-safe. Only the first look ever waits, and no longer than it was told to.
 */
final class SpawnSelfTest {
    private static final Logger LOG = LoggerFactory.getLogger(SpawnSelfTest.class);

    /** Wants a worker for nothing but that it is there. */
    private static final WorkerListener DEAF = new WorkerListener() {
        @Override
        public void onStage(WorkerStartStage stage) {}

        @Override
        public void onEvents(List<MxEvent> events) {}

        @Override
        public void onTerminated(WorkerException cause) {}
    };

    /** How long it may take to end a worker that was started only to see whether it starts. */
    private static final Duration ENDING = Duration.ofSeconds(5);

    /**
     * The times of it.
     *
     * @param start how long a worker may take to be ready
     * @param firstLook how long the first to look wait for what is found
     * @param good how long a worker that was ready counts
     * @param bad how long one that was not counts
     */
    record Times(Duration start, Duration firstLook, Duration good, Duration bad) {
        static final Times STANDARD =
                new Times(Duration.ofSeconds(20), Duration.ofSeconds(2), Duration.ofMinutes(5), Duration.ofSeconds(30));
    }

    private final String backend;
    private final WorkerClientFactory workers;
    private final Supplier<String> ids;
    private final Function<String, Finding> failed;
    private final Times times;
    private final GatewayTime time;
    private final Object lock = new Object();
    // What was found last; null before. Guarded by lock.
    private Finding last;
    // When that counts no more, by the monotonic clock. Guarded by lock.
    private long staleAt;
    // The test under way; null while there is none. Guarded by lock.
    private Run running;
    // True once there are to be no more tests. Guarded by lock.
    private boolean closed;

    /** One test: what is complete when it has found something, and when its worker is gone too. */
    private record Run(CompletableFuture<Void> found, CompletableFuture<Void> over, CompletableFuture<Void> brokenOff) {
        Run() {
            this(new CompletableFuture<>(), new CompletableFuture<>(), new CompletableFuture<>());
        }
    }

    /**
     * A test; nothing is started before somebody looks.
     *
     * @param workers makes them, without turns or a pool
     * @param ids makes the ids that they carry
     * @param failed how bad it is that none can be started, with the text that tells so
     */
    SpawnSelfTest(
            String backend,
            WorkerClientFactory workers,
            Supplier<String> ids,
            Function<String, Finding> failed,
            Times times,
            GatewayTime time) {
        this.backend = backend;
        this.workers = workers;
        this.ids = ids;
        this.failed = failed;
        this.times = times;
        this.time = time;
    }

    /** What is known; where that is old, something newer is found out meanwhile. */
    Finding look() {
        Run begun = null;
        Run awaited;
        synchronized (lock) {
            boolean fresh = last != null && time.nanoTime() - staleAt < 0;
            if (running == null && !closed && !fresh) {
                begun = new Run();
                running = begun;
            }
            awaited = last == null ? running : null;
        }
        if (begun != null) {
            begin(begun);
        }
        if (awaited != null) {
            await(awaited.found());
        }
        synchronized (lock) {
            return last == null
                    ? Finding.degraded("not known yet: a worker is being started to see whether it can be")
                    : last;
        }
    }

    private void await(CompletableFuture<Void> found) {
        try {
            found.get(times.firstLook().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.debug("whoever asked first is not kept waiting: backend={}", backend);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("never completed that way", e);
        }
    }

    /** Somebody has got a worker that was started just now. */
    void proved() {
        synchronized (lock) {
            found(Finding.ok("sessions get workers"), times.good());
        }
    }

    private void begin(Run run) {
        CompletableFuture<WorkerClient> start;
        try {
            start = workers.prepare(backend, ids.get()).start(DEAF);
        } catch (RuntimeException e) {
            start = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<WorkerClient> starting = start;
        GatewayTime.Timer late = time.after(times.start(), () -> starting.cancel(true));
        run.brokenOff().thenRun(() -> starting.cancel(true));
        starting.whenComplete((client, error) -> {
            late.cancel();
            if (error == null) {
                good(run);
                end(run, client);
            } else {
                bad(run, error instanceof CompletionException ? error.getCause() : error);
                over(run);
            }
        });
    }

    private void good(Run run) {
        synchronized (lock) {
            found(Finding.ok("a worker was started and became ready"), times.good());
        }
        run.found().complete(null);
    }

    private void bad(Run run, Throwable error) {
        boolean wanted;
        synchronized (lock) {
            wanted = closed;
            if (!wanted) {
                // Whoever may ask for health need not know paths and outputs: these are for the log.
                found(
                        failed.apply("no worker can be started (" + kind(error) + "): the gateway's log says more under"
                                + " backend=" + backend + ", and `mxgateway worker-check` tries its command"),
                        times.bad());
            }
        }
        if (!wanted) {
            LOG.warn("no worker can be started: backend={} why={}", backend, text(error));
        }
        run.found().complete(null);
    }

    private String kind(Throwable error) {
        if (error instanceof CancellationException) {
            return "not ready within " + times.start().toMillis() + " ms";
        }
        return error instanceof WorkerException failure ? failure.code().name() : "unforeseen";
    }

    private String text(Throwable error) {
        return error instanceof CancellationException ? kind(error) : error.toString();
    }

    /** Under the lock. */
    private void found(Finding finding, Duration counts) {
        last = finding;
        staleAt = time.nanoTime() + counts.toNanos();
    }

    private void end(Run run, WorkerClient client) {
        client.shutdown(ENDING).whenComplete((gone, stays) -> {
            if (stays == null) {
                over(run);
            } else {
                client.kill("its test is over").whenComplete((killed, never) -> over(run));
            }
        });
    }

    private void over(Run run) {
        synchronized (lock) {
            running = null;
        }
        run.over().complete(null);
    }

    /** Breaks off what is under way. Idempotent; completes when all of it is gone, never exceptionally. */
    CompletionStage<Void> close() {
        Run left;
        synchronized (lock) {
            closed = true;
            left = running;
        }
        if (left == null) {
            return CompletableFuture.completedFuture(null);
        }
        left.brokenOff().complete(null);
        return left.over();
    }
}
