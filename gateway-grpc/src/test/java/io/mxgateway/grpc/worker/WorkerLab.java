package io.mxgateway.grpc.worker;

import io.mxgateway.core.config.BackendOptions;
import io.mxgateway.core.config.WorkerOptions;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.core.worker.WorkerClient;
import io.mxgateway.core.worker.WorkerException;
import io.mxgateway.grpc.worker.orphan.WorkerLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A factory over one kind of worker process, with everything around it; closing it checks that it closes. */
final class WorkerLab implements AutoCloseable {
    private static final Duration COMMAND = Duration.ofSeconds(20);

    final SystemTime time = new SystemTime("mxgateway-test-timer");
    final RecordingMetrics metrics = new RecordingMetrics();
    final Path runDirectory;
    final ProcessWorkerClientFactory factory;
    private final List<CompletableFuture<WorkerClient>> starts = new ArrayList<>();

    private WorkerLab(WorkerOptions options, Path runDirectory, BackendOptions backend, ProcessLauncher launcher) {
        this.runDirectory = runDirectory;
        this.factory = new ProcessWorkerClientFactory(
                Map.of("test", backend),
                options,
                128,
                runDirectory,
                time,
                metrics,
                WorkerLedger.NONE,
                launcher,
                new SecureRandom(),
                1);
    }

    /** A lab on a platform without process groups. */
    static WorkerLab groupless(String... command) {
        return new WorkerLab(
                startingWithin(20_000),
                temporary(),
                new BackendOptions(List.of(command), "", Map.of(), 0),
                new LocalProcessLauncher(Optional.empty()));
    }

    /** A lab whose workers are the processes of this command line. */
    static WorkerLab of(WorkerOptions options, String... command) {
        return of(options, Map.of(), command);
    }

    static WorkerLab of(WorkerOptions options, Map<String, String> environment, String... command) {
        return in(temporary(), options, environment, command);
    }

    static WorkerLab in(Path runDirectory, WorkerOptions options, Map<String, String> environment, String... command) {
        return new WorkerLab(
                options,
                runDirectory,
                new BackendOptions(List.of(command), "", environment, 0),
                LocalProcessLauncher.ofThisMachine());
    }

    /** A lab of good workers. */
    static WorkerLab good(WorkerOptions options) {
        return of(options, java(GoodWorkerMain.class, GoodWorkerMain.UNRULY));
    }

    static WorkerLab good() {
        return good(WorkerOptions.DEFAULT);
    }

    /** The default options with another start-up time, in milliseconds. */
    static WorkerOptions startingWithin(int millis) {
        return options(
                Duration.ofMillis(millis), Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(75));
    }

    static WorkerOptions options(Duration startup, Duration interval, Duration grace, Duration ceiling) {
        WorkerOptions usual = WorkerOptions.DEFAULT;
        return new WorkerOptions(
                startup,
                usual.shutdownTimeout(),
                usual.killTimeout(),
                interval,
                grace,
                ceiling,
                usual.maxFrameBytes(),
                usual.maxColdStarts(),
                usual.coldStartWait(),
                usual.maxWarmAge());
    }

    /** The command line of a main class of these tests, on this JVM, made to start fast. */
    static String[] java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    static String[] shell(String script) {
        return new String[] {"/bin/sh", "-c", script, "worker"};
    }

    static Path temporary() {
        try {
            return Files.createTempDirectory(
                    "mxgateway-" + ProcessHandle.current().pid() + "-lab");
        } catch (IOException e) {
            throw new AssertionError("no temporary directory", e);
        }
    }

    CompletableFuture<WorkerClient> start(RecordingListener listener) {
        return start("session-" + UUID.randomUUID().toString().replace("-", ""), listener);
    }

    CompletableFuture<WorkerClient> start(String sessionId, RecordingListener listener) {
        CompletableFuture<WorkerClient> start =
                factory.prepare("test", sessionId).start(listener);
        starts.add(start);
        return start;
    }

    /** A worker that is ready. */
    WorkerClient ready(RecordingListener listener) {
        return Await.result(start(listener));
    }

    /** What the start of a worker fails with. */
    WorkerException failure() {
        return (WorkerException) Await.failure(start(new RecordingListener()));
    }

    static CompletableFuture<MxReply> tell(WorkerClient client, String script) {
        return client.invoke(new MxCommand.AddItem(1, script), COMMAND);
    }

    static MxReply ping(WorkerClient client, String message) {
        return Await.result(client.invoke(new MxCommand.Ping(message), COMMAND));
    }

    /** Files and directories left in the run directory. */
    List<Path> files() {
        try (Stream<Path> all = Files.walk(runDirectory)) {
            return all.filter(path -> !path.equals(runDirectory)).toList();
        } catch (IOException e) {
            throw new AssertionError("cannot look into " + runDirectory, e);
        }
    }

    @Override
    public void close() {
        try {
            endWhatATestLeft();
            Await.result(factory.close());
            Await.until("no file left of a closed factory, but " + files(), () -> files().isEmpty());
        } finally {
            time.close();
            delete(runDirectory);
        }
    }

    // So that one test that fails does not make others fail.
    private void endWhatATestLeft() {
        for (CompletableFuture<WorkerClient> start : starts) {
            start.cancel(false);
            if (!start.isCompletedExceptionally()) {
                Await.result(start.join().kill("end of the test"));
            }
        }
    }

    static void delete(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new AssertionError("cannot remove " + directory, e);
        }
    }
}
