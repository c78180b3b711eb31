package io.mxgateway.grpc.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.worker.WorkerClient;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import io.mxgateway.core.worker.WorkerStartStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
@DisplayName("4.2 one deadline for the whole start; what goes wrong is told at once and with its reason")
class Rule4_2_StartTest {
    private static final int LONG = 20_000;

    private static WorkerException failure(int startupMillis, String... command) {
        try (WorkerLab lab = WorkerLab.of(WorkerLab.startingWithin(startupMillis), command)) {
            WorkerException failure = lab.failure();
            assertThat(failure.code()).isEqualTo(WorkerErrorCode.START_FAILED);
            assertThat(lab.metrics.value(GatewayMetric.WORKERS_RUNNING)).isZero();
            return failure;
        }
    }

    @Test
    void anExecutableThatCannotBeStartedIsNamedWithWhatIsWrong() throws IOException {
        assertThat(failure(LONG, "/no/such/worker")).hasMessageContaining("executable /no/such/worker does not exist");
        assertThat(failure(LONG, "no-such-worker-anywhere"))
                .hasMessageContaining("no-such-worker-anywhere is not on the search path");
        Path directory = WorkerLab.temporary();
        try {
            assertThat(failure(LONG, directory.toString())).hasMessageContaining(directory + " is not a file");
            Path plain = Files.createFile(directory.resolve("plain"));
            assertThat(failure(LONG, plain.toString())).hasMessageContaining(plain + " is not executable");
            Path script = Files.writeString(directory.resolve("noscript"), "this is no program");
            assertThat(script.toFile().setExecutable(true)).isTrue();
            assertThat(failure(LONG, script.toString())).hasMessageContaining("it ended before it had connected");
        } finally {
            WorkerLab.delete(directory);
        }
    }

    @Test
    void aProcessThatEndsAtOnceIsReportedWithExitCodeAndLastLinesLongBeforeTheDeadline() {
        long began = System.nanoTime();
        assertThat(failure(30_000, WorkerLab.shell("echo no license for you >&2; exit 3")))
                .hasMessageContaining("ended with exit code 3")
                .hasMessageContaining("no license for you");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aProcessThatNeverConnectsIsGivenUpAtTheDeadline() {
        assertThat(failure(300, WorkerLab.shell("echo still here; exec sleep 300")))
                .hasMessageContaining("it has not connected within workers.startup-timeout=300 ms")
                .hasMessageContaining("still here");
    }

    @Test
    void aProcessThatConnectsAndSaysNothingIsGivenUpAtTheDeadline() {
        assertThat(failure(2500, WorkerLab.java(BadWorkerMain.class, "says-nothing")))
                .hasMessageContaining("nobody who connected has proved to be it within");
    }

    @Test
    void aWorkerThatSaysHelloAndNothingMoreIsGivenUpAtTheDeadline() {
        assertThat(failure(2500, WorkerLab.java(BadWorkerMain.class, "hello-then-silence")))
                .hasMessageContaining("it has said hello but is not ready within");
    }

    @Test
    void aWorkerThatIsReadyTwiceHasBrokenTheProtocol() {
        try (WorkerLab lab =
                WorkerLab.of(WorkerLab.startingWithin(LONG), WorkerLab.java(BadWorkerMain.class, "ready-twice"))) {
            RecordingListener listener = new RecordingListener();
            CompletableFuture<WorkerClient> start = lab.start(listener);
            assertThat(listener.termination()).hasMessageContaining("said twice that it is ready");
            Await.until("an outcome", start::isDone);
        }
    }

    @Test
    void aStartThatIsCancelledWhileTheProcessComesUpLeavesNothing() {
        try (WorkerLab lab = WorkerLab.of(WorkerLab.startingWithin(LONG), WorkerLab.shell("exec sleep 300"))) {
            RecordingListener listener = new RecordingListener();
            CompletableFuture<WorkerClient> start = lab.start(listener);
            Await.until("the process runs", () -> listener.stages.contains(WorkerStartStage.WAITING_FOR_PIPE));
            start.cancel(true);
            CompletableFuture<WorkerClient> unlucky = lab.start(new RecordingListener());
            unlucky.cancel(true);
        }
    }

    @Test
    void aProcessThatCannotBeSpawnedIsReported() {
        try (WorkerLab lab = WorkerLab.of(WorkerLab.startingWithin(LONG), Map.of("A", "\0"), "/bin/sh")) {
            assertThat(lab.failure()).hasMessageContaining("its process cannot be started");
        }
    }

    @Test
    void aClosedFactoryStartsNothing() {
        try (WorkerLab lab = WorkerLab.good()) {
            Await.result(lab.factory.close());
            assertThat(lab.failure()).hasMessageContaining("the factory is closed");
        }
    }

    @Test
    void closingTheFactoryLeavesWorkersThatWereHandedOutAlone() {
        try (WorkerLab lab = WorkerLab.good()) {
            WorkerClient client = lab.ready(new RecordingListener());
            CompletableFuture<Void> closed = lab.factory.close().toCompletableFuture();
            assertThat(WorkerLab.ping(client, "still here").diagnosticMessage()).isEqualTo("still here");
            assertThat(closed).isNotDone();
            Await.result(client.shutdown(Duration.ofSeconds(10)));
            Await.result(closed);
        }
    }
}
