package io.mxgateway.grpc.worker;

import io.mxgateway.core.config.BackendOptions;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.core.worker.WorkerClient;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A gateway's end in a process with few descriptors: takes them all, starts workers with few left, gives them back. */
final class DescriptorsMain {
    static final int LIMIT = 96;

    private static final int MOST_FREE = 12;

    private DescriptorsMain() {}

    /** Argument: the run directory. Ends with 0 when every start failed as it should, or succeeded. */
    public static void main(String[] arguments) throws Exception {
        SystemTime time = new SystemTime("mxgateway-test-timer");
        Deque<FileInputStream> taken = new ArrayDeque<>();
        ProcessWorkerClientFactory factory = new ProcessWorkerClientFactory(
                Map.of(
                        "test",
                        new BackendOptions(
                                List.of(WorkerLab.java(GoodWorkerMain.class, GoodWorkerMain.UNRULY)), "", Map.of(), 0)),
                // Shorter than usual: a worker that is there, but cannot be let in, is awaited that long.
                WorkerLab.startingWithin(8_000),
                128,
                Path.of(arguments[0]),
                time,
                GatewayMetrics.NONE);
        WorkerClient old = start(factory, "old");
        int failed = 0;
        for (int free = 0; free <= MOST_FREE; free += 2) {
            take(taken, free);
            try {
                end(start(factory, "free-" + free));
                System.out.println(free + " free: started");
            } catch (CompletionException e) {
                WorkerException failure = (WorkerException) e.getCause();
                System.out.println(free + " free: " + failure.getMessage());
                if (failure.code() != WorkerErrorCode.START_FAILED) {
                    throw new IllegalStateException("not a failed start", failure);
                }
                failed++;
            }
        }
        // Whoever is there already does not notice.
        old.invoke(new MxCommand.Ping("x"), Duration.ofSeconds(20)).join();
        while (!taken.isEmpty()) {
            taken.pop().close();
        }
        end(start(factory, "after"));
        end(old);
        factory.close().toCompletableFuture().join();
        time.close();
        if (failed == 0) {
            throw new IllegalStateException("no start failed");
        }
        System.out.println("recovered after " + failed + " failed starts");
    }

    private static WorkerClient start(ProcessWorkerClientFactory factory, String sessionId) {
        return factory.prepare("test", "session-" + sessionId)
                .start(new RecordingListener())
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    private static void end(WorkerClient client) {
        client.kill("end of the test").toCompletableFuture().join();
    }

    // Takes all descriptors and gives some back.
    private static void take(Deque<FileInputStream> taken, int free) throws IOException {
        try {
            while (true) {
                taken.push(new FileInputStream("/dev/null"));
            }
        } catch (FileNotFoundException none) {
            for (int i = 0; i < free && !taken.isEmpty(); i++) {
                taken.pop().close();
            }
        }
    }
}
