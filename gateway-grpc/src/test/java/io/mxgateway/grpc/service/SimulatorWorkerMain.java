package io.mxgateway.grpc.service;

import io.mxgateway.core.simulator.SimulatorBackendFactory;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.grpc.worker.WorkerMain;

/** A worker process with the simulated plant. */
final class SimulatorWorkerMain {
    private SimulatorWorkerMain() {}

    public static void main(String[] arguments) {
        SystemTime time = new SystemTime("mxgateway-simulator");
        System.exit(WorkerMain.run(arguments, System.getenv(), SimulatorBackendFactory.ofPlant(time), System.in));
    }
}
