package io.mxgateway.grpc.service;

import io.mxgateway.core.config.BackendOptions;
import io.mxgateway.core.config.SessionOptions;
import io.mxgateway.core.config.WorkerOptions;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.core.worker.WorkerClientFactory;
import io.mxgateway.grpc.worker.ProcessWorkerClientFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

class EveryCommandOverProcessesTest extends EveryCommandContract {
    private final SystemTime time = new SystemTime("mxgateway-test");
    private Path runDirectory;

    @Override
    WorkerClientFactory workers() throws IOException {
        runDirectory =
                Files.createTempDirectory("mxgateway-" + ProcessHandle.current().pid() + "-commands");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                SimulatorWorkerMain.class.getName());
        return new ProcessWorkerClientFactory(
                Map.of("simulator", new BackendOptions(command, "", Map.of(), 0)),
                WorkerOptions.DEFAULT,
                SessionOptions.DEFAULT.maxPendingCommands(),
                runDirectory,
                time,
                GatewayMetrics.NONE);
    }

    @AfterEach
    void stopTime() throws IOException {
        time.close();
        try (Stream<Path> all = Files.walk(runDirectory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
