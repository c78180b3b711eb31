package io.mxgateway.grpc.worker;

import io.mxgateway.core.config.BackendOptions;
import io.mxgateway.core.config.WorkerOptions;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.core.worker.WorkerClient;
import io.mxgateway.core.worker.WorkerClientFactory;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import io.mxgateway.core.worker.WorkerListener;
import io.mxgateway.core.worker.WorkerTicket;
import io.mxgateway.grpc.worker.orphan.WorkerLedger;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes workers that are processes of their own and speak the worker protocol over a Unix domain socket.
 *
 * <p>Thread-safe; nothing here blocks. All workers of a factory share a few threads, which run from the first worker
 * until the factory is closed and the last worker is gone.
 */
public final class ProcessWorkerClientFactory implements WorkerClientFactory {
    private static final int NONCE_BYTES = 32;

    private final Map<String, LaunchSpec> backends;
    private final int maxPendingCommands;
    private final ProcessLauncher launcher;
    private final SecureRandom random;
    private final WorkerMachinery machinery;

    /**
     * A factory for this machine, with one I/O thread and no ledger.
     *
     * @param backends how workers are started, by the name of their backend; each with a command
     * @param options times and limits
     * @param maxPendingCommands how many commands of one worker may be under way
     * @param runDirectory where the directory of the sockets is made; need not exist
     * @param time the clock and the timers
     * @param metrics takes the counts
     */
    public ProcessWorkerClientFactory(
            Map<String, BackendOptions> backends,
            WorkerOptions options,
            int maxPendingCommands,
            Path runDirectory,
            GatewayTime time,
            GatewayMetrics metrics) {
        this(backends, options, maxPendingCommands, runDirectory, time, metrics, WorkerLedger.NONE);
    }

    /**
     * A factory for this machine, with one I/O thread.
     *
     * @param ledger is told of every process, so that a later gateway can end those that a killed one leaves
     */
    public ProcessWorkerClientFactory(
            Map<String, BackendOptions> backends,
            WorkerOptions options,
            int maxPendingCommands,
            Path runDirectory,
            GatewayTime time,
            GatewayMetrics metrics,
            WorkerLedger ledger) {
        this(
                backends,
                options,
                maxPendingCommands,
                runDirectory,
                time,
                metrics,
                ledger,
                LocalProcessLauncher.ofThisMachine(),
                new SecureRandom(),
                1);
    }

    /**
     * A factory.
     *
     * @param launcher starts the processes
     * @param random makes the nonces
     * @param ioLoops how many threads serve the workers' sockets, at least 1
     * @throws IllegalArgumentException when there is no backend, or one without a command
     */
    public ProcessWorkerClientFactory(
            Map<String, BackendOptions> backends,
            WorkerOptions options,
            int maxPendingCommands,
            Path runDirectory,
            GatewayTime time,
            GatewayMetrics metrics,
            WorkerLedger ledger,
            ProcessLauncher launcher,
            SecureRandom random,
            int ioLoops) {
        if (backends.isEmpty() || ioLoops < 1) {
            throw new IllegalArgumentException(
                    "backends=" + backends.keySet() + " ioLoops=" + ioLoops + "; there must be at least one of each");
        }
        Map<String, LaunchSpec> specs = new TreeMap<>();
        backends.forEach((name, backend) -> specs.put(name, spec(name, backend)));
        this.backends = specs;
        this.maxPendingCommands = maxPendingCommands;
        this.launcher = launcher;
        this.random = random;
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        this.machinery = new WorkerMachinery(
                time, metrics, options, new SocketDirectory(runDirectory, temporary, random), ledger, ioLoops);
    }

    private static LaunchSpec spec(String name, BackendOptions backend) {
        if (backend.command().isEmpty()) {
            throw new IllegalArgumentException("backend " + name + " has no command; a worker process needs one");
        }
        return new LaunchSpec(backend.command(), backend.workingDirectory(), backend.environment());
    }

    @Override
    public Set<String> backends() {
        return Set.copyOf(backends.keySet());
    }

    @Override
    public WorkerTicket prepare(String backend, String freshSessionId) {
        LaunchSpec spec = backends.get(backend);
        if (spec == null) {
            throw new IllegalArgumentException("there is no backend " + backend + "; there are " + backends.keySet());
        }
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return new Ticket(new WorkerStart.Order(
                freshSessionId, backend, spec, Base64.getEncoder().encodeToString(nonce), maxPendingCommands));
    }

    /** {@inheritDoc} Workers that were handed out keep their threads: with them still there, it completes after them. */
    @Override
    public CompletionStage<Void> close() {
        return machinery.close();
    }

    private final class Ticket implements WorkerTicket {
        private final WorkerStart.Order order;
        private final AtomicBoolean used = new AtomicBoolean();

        Ticket(WorkerStart.Order order) {
            this.order = order;
        }

        @Override
        public String sessionId() {
            return order.sessionId();
        }

        @Override
        public CompletableFuture<WorkerClient> start(WorkerListener listener) {
            if (!used.compareAndSet(false, true)) {
                return refused("its ticket was used or given back before");
            }
            IoLoop loop;
            try {
                loop = machinery.enter();
            } catch (UncheckedIOException e) {
                return refused(e.getMessage() + " (" + e.getCause().getMessage() + ")");
            }
            if (loop == null) {
                return refused("no more workers are started, the factory is closed");
            }
            return new WorkerStart(machinery, loop, launcher, order, listener).start();
        }

        private CompletableFuture<WorkerClient> refused(String why) {
            return CompletableFuture.failedFuture(new WorkerException(
                    WorkerErrorCode.START_FAILED,
                    "the worker did not start: " + why + " session=" + order.sessionId()));
        }

        @Override
        public void giveBack() {
            used.set(true);
        }
    }
}
