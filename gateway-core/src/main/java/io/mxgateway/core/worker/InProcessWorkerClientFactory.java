package io.mxgateway.core.worker;

import io.mxgateway.core.config.WorkerOptions;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.time.GatewayTime;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Workers that live in this JVM: a whole gateway without a process, a socket or a thread per session. A backend that
 * crashes for real takes the JVM with it, so this is for tests, for simulators and for backends that are trusted.
 *
 * <p>Thread-safe.
 */
public final class InProcessWorkerClientFactory implements WorkerClientFactory {
    private final Map<String, WorkerBackendFactory> backends;
    private final GatewayTime time;
    private final GatewayMetrics metrics;
    private final WorkerOptions options;
    private final int maxPendingCommands;

    /**
     * A factory of workers.
     *
     * @param backends what stands behind each name, at least one
     * @param options of which the timeouts of start and kill apply
     * @param maxPendingCommands how many commands of one worker may be in flight
     */
    public InProcessWorkerClientFactory(
            Map<String, WorkerBackendFactory> backends,
            GatewayTime time,
            GatewayMetrics metrics,
            WorkerOptions options,
            int maxPendingCommands) {
        this.backends = Map.copyOf(backends);
        if (this.backends.isEmpty()) {
            throw new IllegalArgumentException("no backends; at least one is needed");
        }
        this.time = Objects.requireNonNull(time, "time");
        this.metrics = Objects.requireNonNull(metrics, "metrics");
        this.options = Objects.requireNonNull(options, "options");
        this.maxPendingCommands = maxPendingCommands;
    }

    @Override
    public Set<String> backends() {
        return backends.keySet();
    }

    @Override
    public WorkerTicket prepare(String backend, String freshSessionId) {
        WorkerBackendFactory factory = backends.get(backend);
        if (factory == null) {
            throw new IllegalArgumentException("no backend '" + backend + "'; there are " + backends.keySet());
        }
        return new Ticket(factory, Objects.requireNonNull(freshSessionId, "freshSessionId"));
    }

    /** Nothing is kept alive here. */
    @Override
    public CompletionStage<Void> close() {
        return CompletableFuture.completedStage(null);
    }

    private final class Ticket implements WorkerTicket {
        private final WorkerBackendFactory factory;
        private final String sessionId;
        // Whether it was used or given back.
        private final AtomicBoolean spent = new AtomicBoolean();

        Ticket(WorkerBackendFactory factory, String sessionId) {
            this.factory = factory;
            this.sessionId = sessionId;
        }

        @Override
        public String sessionId() {
            return sessionId;
        }

        @Override
        public CompletableFuture<WorkerClient> start(WorkerListener listener) {
            if (!spent.compareAndSet(false, true)) {
                return CompletableFuture.failedFuture(new WorkerException(
                        WorkerErrorCode.START_FAILED,
                        "the ticket was used or given back before; prepare another: session=" + sessionId));
            }
            WorkerBackend backend;
            try {
                backend = factory.create(sessionId);
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(new WorkerException(
                        WorkerErrorCode.START_FAILED,
                        "the backend could not be made: session=" + sessionId + " problem=" + OwnReplies.text(e),
                        e));
            }
            return new InProcessWorkerClient(
                            sessionId,
                            ProcessHandle.current().pid(),
                            backend,
                            time,
                            metrics,
                            options,
                            maxPendingCommands,
                            listener)
                    .start();
        }

        @Override
        public void giveBack() {
            spent.set(true);
        }
    }
}
