package io.mxgateway.core.alarm;

import io.mxgateway.core.config.AlarmMonitorOptions;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.session.DefaultSessionManager;
import io.mxgateway.core.session.DefaultSessionRegistry;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.testing.FakeWorkers;
import io.mxgateway.core.worker.WorkerErrorCode;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/** A monitor on a session manager on fake workers and fake time. */
final class AlarmHouse {
    static final String EXPRESSION = "\\\\HOST\\Galaxy!Area";

    final FakeTime time = new FakeTime();
    final InMemoryMetrics metrics = new InMemoryMetrics();
    final FakePlant plant = new FakePlant(time);
    final FakeWorkers workers = new FakeWorkers(plant);
    final DefaultSessionRegistry registry = new DefaultSessionRegistry();
    final DefaultSessionManager manager =
            new DefaultSessionManager(registry, workers, GatewayOptions.DEFAULT, metrics, time, new Random(1));
    final AlarmMonitor monitor;

    AlarmHouse() {
        this(AlarmMonitorOptions.DEFAULT);
    }

    AlarmHouse(AlarmMonitorOptions options) {
        this(options, Optional.of(EXPRESSION));
    }

    AlarmHouse(AlarmMonitorOptions options, Optional<String> expression) {
        monitor = new AlarmMonitor(manager.internalSessions(), "", expression, options, time, metrics);
    }

    AlarmHouse started() {
        monitor.start();
        return this;
    }

    AlarmView client() {
        return client("");
    }

    AlarmView client(String prefix) {
        return new AlarmView(monitor, prefix);
    }

    void killWorker() {
        plant.workerDied();
        workers.last().crash(WorkerErrorCode.LOST, "killed");
    }

    void advance(Duration by) {
        time.advance(by);
    }

    void close() {
        monitor.close();
        Await.result(manager.shutdown());
    }
}
