package io.mxgateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.config.BackendOptions;
import io.mxgateway.core.config.WorkerOptions;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeScript;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.testing.FakeWorker;
import io.mxgateway.core.testing.FakeWorkers;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.grpc.worker.ProcessWorkerClientFactory;
import io.mxgateway.launcher.admin.HealthCheck.Finding;
import io.mxgateway.launcher.admin.HealthCheck.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NothingLeftBehind.class)
class SpawnSelfTestTest {
    private static final SpawnSelfTest.Times TIMES = new SpawnSelfTest.Times(
            Duration.ofSeconds(20), Duration.ofMillis(1), Duration.ofMinutes(5), Duration.ofSeconds(30));

    private final FakeTime time = new FakeTime();
    private final CompletableFuture<Void> start = new CompletableFuture<>();
    private final CompletableFuture<Void> shutdown = new CompletableFuture<>();
    private final FakeWorkers workers = new FakeWorkers(new FakeScript() {
        @Override
        public CompletableFuture<Void> start(FakeWorker worker) {
            return start;
        }

        @Override
        public CompletableFuture<Void> shutdown(FakeWorker worker) {
            return shutdown;
        }
    });
    private final SpawnSelfTest test =
            new SpawnSelfTest("simulator", workers, () -> "session-test", Finding::down, TIMES, time);

    @TempDir
    private Path directory;

    @Test
    void lookedAtOftenItIsDoneSeldomAndTheWorkerIsEnded() {
        start.complete(null);
        shutdown.complete(null);
        for (int look = 0; look < 5; look++) {
            assertThat(test.look().state()).isEqualTo(State.OK);
        }
        assertThat(workers.workers()).hasSize(1);
        assertThat(workers.running()).isZero();

        time.advance(TIMES.good());
        assertThat(test.look().state()).isEqualTo(State.OK);
        assertThat(workers.workers()).hasSize(2);
    }

    @Test
    void whoLooksDoesNotWaitForAWorkerThatHangsAndIsToldOnceItIsGivenUp() {
        assertThat(test.look())
                .isEqualTo(Finding.degraded("not known yet: a worker is being started to see whether it can be"));
        assertThat(test.look().state()).isEqualTo(State.DEGRADED);
        assertThat(workers.workers()).hasSize(1);

        time.advance(TIMES.start());
        assertThat(test.look().state()).isEqualTo(State.DOWN);
        assertThat(test.look().message())
                .contains("not ready within 20000 ms", "the gateway's log says more", "worker-check");
        assertThat(workers.workers()).hasSize(1);

        time.advance(TIMES.bad());
        // What was found before is told until there is something newer.
        assertThat(test.look().state()).isEqualTo(State.DOWN);
        assertThat(workers.workers()).hasSize(2);
        assertThat(test.close()).isCompleted();
    }

    @Test
    void aWorkerThatASessionGotCountsAsWell() {
        test.proved();
        assertThat(test.look()).isEqualTo(Finding.ok("sessions get workers"));
        assertThat(workers.workers()).isEmpty();
    }

    @Test
    void noSecondOneIsBegunBeforeTheFirstIsGone() {
        start.complete(null);
        assertThat(test.look().state()).isEqualTo(State.OK);
        time.advance(TIMES.good());
        assertThat(test.look().state()).isEqualTo(State.OK);
        assertThat(workers.workers()).hasSize(1);
        shutdown.complete(null);
        assertThat(test.look().state()).isEqualTo(State.OK);
        assertThat(workers.workers()).hasSize(2);
    }

    @Test
    void aWorkerThatDoesNotGoIsKilled() {
        start.complete(null);
        shutdown.completeExceptionally(new IllegalStateException("it does not want to"));
        assertThat(test.look().state()).isEqualTo(State.OK);
        assertThat(workers.running()).isZero();
        assertThat(test.close()).isCompleted();
    }

    @Test
    void closedItBreaksOffAndBeginsNothing() {
        test.look();
        assertThat(test.close()).isCompleted();
        assertThat(time.pendingTimers()).isZero();
        test.look();
        assertThat(workers.workers()).hasSize(1);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void anExecutableThatIsMissingExitsOrHangsIsFoundOutAndAGoodOneIsToo() {
        Map<String, BackendOptions> backends = Map.of(
                "missing", backend(List.of(directory.resolve("no-such-worker").toString())),
                "exits", backend(List.of("/bin/sh", "-c", "exit 3")),
                "hangs", backend(List.of("/bin/sh", "-c", "exec sleep 600")),
                "good",
                        backend(WorkerLaunch.command(
                                System.getProperty("java.home"), System.getProperty("java.class.path"))));
        SystemTime real = new SystemTime("mxgateway-test-spawn");
        ProcessWorkerClientFactory factory = new ProcessWorkerClientFactory(
                backends, WorkerOptions.DEFAULT, 8, directory, real, new InMemoryMetrics());
        try {
            assertThat(found("missing", factory, real, Duration.ofSeconds(60)))
                    .satisfies(finding -> assertThat(finding.state()).isEqualTo(State.DOWN))
                    .satisfies(finding -> assertThat(finding.message()).contains("START_FAILED"));
            assertThat(found("exits", factory, real, Duration.ofSeconds(60)).message())
                    .contains("START_FAILED");
            assertThat(found("hangs", factory, real, Duration.ofMillis(200)).message())
                    .contains("not ready within 200 ms");
            assertThat(found("good", factory, real, Duration.ofSeconds(60)).state())
                    .isEqualTo(State.OK);
        } finally {
            Await.result(factory.close());
            real.close();
        }
    }

    private static BackendOptions backend(List<String> command) {
        return new BackendOptions(command, "", Map.of(), 0);
    }

    private static Finding found(
            String backend, ProcessWorkerClientFactory factory, SystemTime time, Duration startBound) {
        SpawnSelfTest test = new SpawnSelfTest(
                backend,
                factory,
                () -> "session-" + backend,
                Finding::down,
                new SpawnSelfTest.Times(startBound, Duration.ofSeconds(60), Duration.ofHours(1), Duration.ofHours(1)),
                time);
        try {
            return test.look();
        } finally {
            Await.result(test.close());
        }
    }
}
