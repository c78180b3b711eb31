package io.mxgateway.grpc.endtoend;

import io.mxgateway.core.config.BackendOptions;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.session.DefaultSessionManager;
import io.mxgateway.core.session.DefaultSessionRegistry;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.time.SystemTime;
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
import java.util.stream.Stream;

/** The whole thing on loopback: gRPC in front, a worker process behind each session. */
public final class ProcessGateway implements AutoCloseable {
    final SystemTime time = new SystemTime("mxgateway-test-timer");
    final InMemoryMetrics metrics = new InMemoryMetrics();
    final DefaultSessionRegistry registry = new DefaultSessionRegistry();
    final DefaultSessionManager manager;
    final GatewayServer server;
    private final Path runDirectory;

    /** A gateway whose one backend is the simulated plant in processes. */
    public ProcessGateway(GatewayOptions options) {
        try {
            runDirectory = Files.createTempDirectory(
                    "mxgateway-" + ProcessHandle.current().pid() + "-e2e");
            var workers = new ProcessWorkerClientFactory(
                    Map.of("simulator", new BackendOptions(plantCommand(), "", Map.of(), 0)),
                    options.workers(),
                    options.sessions().maxPendingCommands(),
                    runDirectory,
                    time,
                    metrics);
            manager = new DefaultSessionManager(registry, workers, options, metrics, time, new SecureRandom());
            server = new GatewayServer(manager, GrpcServerOptions.DEFAULT.listeningOn("127.0.0.1", 0));
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> plantCommand() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                SimulatorWorkerMain.class.getName());
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
