package io.mxgateway.core.session;

import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.config.SessionOptions;
import io.mxgateway.core.event.Heap;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.simulator.SimulatorBackendFactory;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.core.worker.InProcessWorkerClientFactory;
import io.mxgateway.core.worker.WorkerBackendFactory;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How much heap an idle session takes, its unused log and its worker client and simulated MXAccess within this JVM
 * included. The figure is {@code bytesEach}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 1) // JMH adds the figures of iterations up
@Fork(1)
public class IdleSessionMemoryBenchmark {
    private static final int SESSIONS = 5_000;

    /** Opens them, looks, and shuts down. */
    @Benchmark
    public int idleSession(Heap heap) {
        SessionOptions usual = SessionOptions.DEFAULT;
        GatewayOptions options = GatewayOptions.DEFAULT.withSessions(new SessionOptions(
                SESSIONS,
                usual.maxSessionsPerKey(),
                usual.defaultCommandTimeout(),
                usual.maxCommandTimeout(),
                usual.maxPendingCommands(),
                usual.lease(),
                usual.leaseSweepInterval(),
                usual.detachGrace(),
                usual.unusedGrace(),
                usual.maxTombstones(),
                usual.tombstoneRetention(),
                usual.maxTombstoneEventBytes(),
                usual.maxParallelCloses()));
        try (SystemTime time = new SystemTime("memory-timer")) {
            InMemoryMetrics metrics = new InMemoryMetrics();
            Map<String, WorkerBackendFactory> backends = Map.of("simulator", SimulatorBackendFactory.ofPlant(time));
            var workers = new InProcessWorkerClientFactory(backends, time, metrics, options.workers(), 128);
            var manager = new DefaultSessionManager(
                    new DefaultSessionRegistry(), workers, options, metrics, time, new SecureRandom());
            heap.before();
            for (int i = 0; i < SESSIONS; i++) {
                manager.open(SessionOpenRequest.named("idle"), ClientIdentity.anonymous())
                        .join();
            }
            heap.after(SESSIONS);
            int open = manager.slotsTaken();
            manager.shutdown().toCompletableFuture().join();
            return open;
        }
    }
}
