package io.mxgateway.grpc.worker;

import io.mxgateway.core.worker.ScriptedBackend;
import java.util.Arrays;

/** A worker process; its first argument is {@link #UNRULY} or how a {@link ScriptedBackend} starts. */
final class GoodWorkerMain {
    static final String UNRULY = "UNRULY";

    private GoodWorkerMain() {}

    public static void main(String[] arguments) {
        String backend = arguments[0];
        System.exit(WorkerMain.run(
                Arrays.copyOfRange(arguments, 1, arguments.length),
                System.getenv(),
                session -> backend.equals(UNRULY)
                        ? new UnrulyBackend()
                        : new ScriptedBackend(ScriptedBackend.Start.valueOf(backend)),
                System.in));
    }
}
