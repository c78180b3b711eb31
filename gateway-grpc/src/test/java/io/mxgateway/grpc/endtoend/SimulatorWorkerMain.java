package io.mxgateway.grpc.endtoend;

import io.mxgateway.core.simulator.SimulatorBackendFactory;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.grpc.worker.WorkerMain;

/** The simulated plant as a worker process. */
public final class SimulatorWorkerMain {
    private SimulatorWorkerMain() {}

    /** Serves one session. */
    public static void main(String[] arguments) {
        try (SystemTime time = new SystemTime("mxgateway-plant")) {
            System.exit(WorkerMain.run(arguments, System.getenv(), SimulatorBackendFactory.ofPlant(time), System.in));
        }
    }
}
