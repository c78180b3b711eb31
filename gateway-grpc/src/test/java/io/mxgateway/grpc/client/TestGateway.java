package io.mxgateway.grpc.client;

import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.mxgateway.core.alarm.AlarmMonitor;
import io.mxgateway.core.alarm.AlarmService;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.session.DefaultSessionManager;
import io.mxgateway.core.session.DefaultSessionRegistry;
import io.mxgateway.core.simulator.SimulatorBackendFactory;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.core.worker.InProcessWorkerClientFactory;
import io.mxgateway.core.worker.WorkerBackendFactory;
import io.mxgateway.grpc.service.GatewayServer;
import io.mxgateway.grpc.service.GatewayServices;
import io.mxgateway.grpc.service.GrpcServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A whole gateway on loopback, its workers in this JVM: the simulated plant, or a backend that a test brings. */
final class TestGateway implements AutoCloseable {
    final SystemTime time = new SystemTime("mxgateway-test-timer");
    final InMemoryMetrics metrics = new InMemoryMetrics();
    final DefaultSessionRegistry registry = new DefaultSessionRegistry();
    final DefaultSessionManager manager;
    // Runs where the options enable alarms.
    final AlarmMonitor alarms;
    final GatewayServer server;

    TestGateway(GatewayOptions options, WorkerBackendFactory backend) {
        this(options, backend, builder -> {});
    }

    TestGateway(GatewayOptions options, WorkerBackendFactory backend, Consumer<NettyServerBuilder> adjustments) {
        var workers =
                new InProcessWorkerClientFactory(Map.of("simulator", backend), time, metrics, options.workers(), 128);
        manager = new DefaultSessionManager(registry, workers, options, metrics, time, new SecureRandom());
        alarms = new AlarmMonitor(
                manager.internalSessions(),
                "",
                options.alarms().expression("host"),
                options.alarms().monitor(),
                time,
                metrics);
        boolean alarmed = options.alarms().enabled();
        server = new GatewayServer(
                GrpcServerOptions.DEFAULT.listeningOn("127.0.0.1", 0),
                new GatewayServices(manager, alarmed ? alarms : AlarmService.DISABLED).definitions(),
                adjustments);
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (alarmed) {
            alarms.start();
        }
    }

    static TestGateway withPlant(SystemTime galaxyTime) {
        return new TestGateway(GatewayOptions.DEFAULT, SimulatorBackendFactory.ofPlant(galaxyTime));
    }

    ClientOptions reach() {
        return ClientOptions.at("127.0.0.1", server.port());
    }

    /** What is not back to where it was before the first session. */
    List<String> leftovers() {
        List<String> left = new ArrayList<>();
        for (GatewayMetric gauge : List.of(
                GatewayMetric.SESSIONS_OPEN,
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
        return left;
    }

    @Override
    public void close() {
        alarms.close();
        Await.result(manager.shutdown());
        Await.result(server.shutdown(Duration.ofSeconds(1)));
        time.close();
    }
}
