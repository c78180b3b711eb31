package io.mxgateway.grpc.worker;

import java.util.Arrays;

/** A worker process over a {@link ScriptedBackend}; its first argument is how that starts. */
final class GoodWorkerMain {
    private GoodWorkerMain() {}

    public static void main(String[] arguments) {
        ScriptedBackend.Start start = ScriptedBackend.Start.valueOf(arguments[0]);
        System.exit(WorkerMain.run(
                Arrays.copyOfRange(arguments, 1, arguments.length),
                System.getenv(),
                session -> new ScriptedBackend(start),
                System.in));
    }
}
