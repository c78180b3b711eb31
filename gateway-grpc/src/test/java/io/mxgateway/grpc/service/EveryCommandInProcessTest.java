package io.mxgateway.grpc.service;

import io.mxgateway.core.config.SessionOptions;
import io.mxgateway.core.config.WorkerOptions;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.simulator.SimulatorBackendFactory;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.core.worker.InProcessWorkerClientFactory;
import io.mxgateway.core.worker.WorkerClientFactory;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

class EveryCommandInProcessTest extends EveryCommandContract {
    private final SystemTime time = new SystemTime("mxgateway-test");

    @Override
    WorkerClientFactory workers() {
        return new InProcessWorkerClientFactory(
                Map.of("simulator", SimulatorBackendFactory.ofPlant(time)),
                time,
                GatewayMetrics.NONE,
                WorkerOptions.DEFAULT,
                SessionOptions.DEFAULT.maxPendingCommands());
    }

    @AfterEach
    void stopTime() {
        time.close();
    }
}
