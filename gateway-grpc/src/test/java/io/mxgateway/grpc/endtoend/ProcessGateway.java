package io.mxgateway.grpc.endtoend;

import io.mxgateway.core.config.BackendOptions;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.session.DefaultSessionManager;
import io.mxgateway.core.session.DefaultSessionRegistry;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.core.worker.ColdStartLimiter;
import io.mxgateway.core.worker.WarmPool;
import io.mxgateway.core.worker.WorkerClientFactory;
import io.mxgateway.grpc.client.ClientOptions;
import io.mxgateway.grpc.service.GatewayServer;
import io.mxgateway.grpc.service.GrpcServerOptions;
import io.mxgateway.grpc.worker.ProcessWorkerClientFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** The whole thing on loopback: gRPC in front, a worker process behind each session. */
public final class ProcessGateway implements AutoCloseable {
    final SystemTime time = new SystemTime("mxgateway-test-timer");
    final InMemoryMetrics metrics = new InMemoryMetrics();
    final DefaultSessionRegistry registry = new DefaultSessionRegistry();
    final DefaultSessionManager manager;
    final GatewayServer server;
    private final List<WarmPool> pools = new ArrayList<>();
    private final Path runDirectory;

    /** A gateway whose one backend is the simulated plant in processes. */
    public ProcessGateway(GatewayOptions options) {
        this(options, Map.of(GatewayOptions.SIMULATOR, plant(0)));
    }

    /** A gateway of these backends; workers are kept warm for those that say so. */
    ProcessGateway(GatewayOptions options, Map<String, BackendOptions> backends) {
        try {
            runDirectory = Files.createTempDirectory(
                    "mxgateway-" + ProcessHandle.current().pid() + "-e2e");
            manager = new DefaultSessionManager(
                    registry, workers(options, backends), options, metrics, time, new SecureRandom());
            server = new GatewayServer(manager, GrpcServerOptions.DEFAULT.listeningOn("127.0.0.1", 0));
            server.start();
            pools.forEach(WarmPool::start);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private WorkerClientFactory workers(GatewayOptions options, Map<String, BackendOptions> backends) {
        WorkerClientFactory workers = new ColdStartLimiter(
                new ProcessWorkerClientFactory(
                        backends,
                        options.workers(),
                        options.sessions().maxPendingCommands(),
                        runDirectory,
                        time,
                        metrics),
                options.workers().maxColdStarts(),
                options.sessions().maxSessions(),
                options.workers().coldStartWait(),
                time);
        for (var backend : new TreeMap<>(backends).entrySet()) {
            if (backend.getValue().warm() > 0) {
                WarmPool pool = new WarmPool(
                        workers,
                        backend.getKey(),
                        backend.getValue().warm(),
                        options.workers().maxWarmAge(),
                        time,
                        metrics,
                        () -> "session-" + UUID.randomUUID().toString().replace("-", ""));
                pools.add(pool);
                workers = pool;
            }
        }
        return workers;
    }

    /** The simulated plant in processes, some of them started ahead of time. */
    static BackendOptions plant(int warm) {
        return new BackendOptions(command(SimulatorWorkerMain.class), "", Map.of(), warm);
    }

    /** The sockets and other files in use. */
    List<Path> files() {
        try (Stream<Path> files = Files.walk(runDirectory)) {
            return files.filter(file -> !Files.isDirectory(file)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command line of a worker of these tests. */
    static List<String> command(Class<?> main) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName());
    }

    /** Where it listens. */
    public ClientOptions reach() {
        return ClientOptions.at("127.0.0.1", server.port());
    }

    /** What is not back to where it was before the first session. */
    public List<String> leftovers() {
        List<String> left = new ArrayList<>();
        for (GatewayMetric gauge : List.of(
                GatewayMetric.SESSIONS_OPEN,
                GatewayMetric.WORKERS_RUNNING,
                GatewayMetric.COMMANDS_PENDING,
                GatewayMetric.EVENTS_LOG_DEPTH,
                GatewayMetric.STREAMS_OPEN)) {
            if (metrics.gauge(gauge) != 0) {
                left.add(gauge.metricName() + "=" + metrics.gauge(gauge));
            }
        }
        if (manager.slotsTaken() != 0 || registry.size() != 0) {
            left.add("slots=" + manager.slotsTaken() + " sessions=" + registry.size());
        }
        ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .forEach(child -> left.add("process " + child.pid()));
        return left;
    }

    @Override
    public void close() {
        Await.result(manager.shutdown());
        Await.result(server.shutdown(Duration.ofSeconds(1)));
        time.close();
        try (Stream<Path> files = Files.walk(runDirectory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
