package io.mxgateway.core.testing;

import io.mxgateway.core.worker.WorkerClientFactory;
import io.mxgateway.core.worker.WorkerTicket;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes workers that do what a {@link FakeScript} says, without a thread, a process or a backend. Thread-safe.
 */
public final class FakeWorkers implements WorkerClientFactory {
    private static final int REMEMBERED = 1000;

    private final Set<String> backends;
    private final FakeScript script;
    private final ConcurrentLinkedDeque<FakeWorker> latest = new ConcurrentLinkedDeque<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger ticketsGivenBack = new AtomicInteger();
    private volatile boolean closed;

    /** Workers that do as they are told. */
    public FakeWorkers() {
        this(FakeScript.OBEDIENT);
    }

    /** Workers that follow a script, for the backends {@code simulator} and {@code other}. */
    public FakeWorkers(FakeScript script) {
        this.script = script;
        this.backends = Set.of("simulator", "other");
    }

    @Override
    public Set<String> backends() {
        return backends;
    }

    @Override
    public WorkerTicket prepare(String backend, String freshSessionId) {
        if (!backends.contains(backend)) {
            throw new IllegalArgumentException("no such backend: " + backend);
        }
        FakeWorker worker = new FakeWorker(this, script, backend, script.sessionId(backend, freshSessionId));
        latest.addFirst(worker);
        while (latest.size() > REMEMBERED) {
            latest.pollLast();
        }
        return worker;
    }

    @Override
    public CompletionStage<Void> close() {
        closed = true;
        return CompletableFuture.completedFuture(null);
    }

    /** Whether {@link #close} was called. */
    public boolean isClosed() {
        return closed;
    }

    /** The worker that was prepared last. */
    public FakeWorker last() {
        return latest.getFirst();
    }

    /** The worker of a session, one of the last thousand. */
    public FakeWorker of(String sessionId) {
        return latest.stream()
                .filter(worker -> worker.sessionId().equals(sessionId))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no worker for " + sessionId));
    }

    /** The last thousand workers, the latest first. */
    public Collection<FakeWorker> workers() {
        return List.copyOf(latest);
    }

    /** How many workers were being started or are ready, and are not gone. */
    public int running() {
        return running.get();
    }

    /** How many tickets were used. */
    public int started() {
        return started.get();
    }

    /** How many tickets were given back unused. */
    public int ticketsGivenBack() {
        return ticketsGivenBack.get();
    }

    void workerStarted() {
        started.incrementAndGet();
        running.incrementAndGet();
    }

    void workerGone() {
        running.decrementAndGet();
    }

    void ticketGivenBack() {
        ticketsGivenBack.incrementAndGet();
    }
}
