package io.mxgateway.grpc.worker.check;

import io.mxgateway.core.simulator.SimulatorBackendFactory;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.grpc.worker.WorkerMain;

/** A worker process around the simulator: what is bundled, without the launcher. */
final class SimulatorWorkerMain {
    private SimulatorWorkerMain() {}

    public static void main(String[] arguments) {
        int code;
        try (SystemTime time = new SystemTime("mxgateway-simulator")) {
            code = WorkerMain.run(arguments, System.getenv(), SimulatorBackendFactory.ofPlant(time), System.in);
        }
        System.exit(code);
    }
}
