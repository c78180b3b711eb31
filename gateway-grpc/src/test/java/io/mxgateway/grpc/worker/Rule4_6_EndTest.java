package io.mxgateway.grpc.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.worker.WorkerClient;
import io.mxgateway.core.worker.WorkerClientState;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NothingLeftBehind.class)
@DisplayName("4.6 a worker goes when asked, and with everything it started when not")
class Rule4_6_EndTest {
    private final RecordingListener listener = new RecordingListener();

    private static WorkerLab bad(String behaviour) {
        return WorkerLab.of(WorkerLab.startingWithin(20_000), WorkerLab.java(BadWorkerMain.class, behaviour));
    }

    private static boolean isGone(ProcessHandle process) {
        // One whose parent has not asked about it yet is as good as gone.
        return !process.isAlive() || process.info().command().isEmpty();
    }

    @Test
    void aWorkerThatIgnoresTheRequestIsStillThereToBeKilled() {
        try (WorkerLab lab = bad("ignores-shutdown")) {
            WorkerClient client = lab.ready(listener);
            Await.result(WorkerLab.tell(client, "go"));
            WorkerException failure = (WorkerException) Await.failure(client.shutdown(Duration.ofMillis(300)));
            assertThat(failure.code()).isEqualTo(WorkerErrorCode.SHUTDOWN_FAILED);
            assertThat(failure).hasMessageContaining("graceMs=300").hasMessageContaining("acknowledged=false");
            assertThat(client.state()).isEqualTo(WorkerClientState.CLOSING);
            Await.result(client.kill("it did not go"));
            assertThat(ProcessHandle.of(client.description().processId())).isEmpty();
            assertThat(client.state()).isEqualTo(WorkerClientState.CLOSED);
            assertThat(lab.metrics.value(GatewayMetric.WORKERS_KILLED, "requested"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAWorkerLeftBehindGoesWithIt(boolean asked) {
        try (WorkerLab lab = bad("grandchild")) {
            WorkerClient client = lab.ready(listener);
            Await.result(WorkerLab.tell(client, "go"));
            List<ProcessHandle> below =
                    new ArrayList<>(ProcessHandle.of(client.description().processId())
                            .orElseThrow()
                            .children()
                            .toList());
            assertThat(below).hasSize(1);
            Await.result(asked ? client.shutdown(Duration.ofSeconds(10)) : client.kill("test"));
            Await.until("the grandchild is gone", () -> below.stream().allMatch(Rule4_6_EndTest::isGone));
        }
    }

    @Test
    void withoutProcessGroupsEveryDescendantThatIsFoundGoes() {
        try (WorkerLab lab = WorkerLab.groupless(WorkerLab.java(BadWorkerMain.class, "grandchild"))) {
            WorkerClient client = lab.ready(listener);
            Await.result(WorkerLab.tell(client, "go"));
            List<ProcessHandle> below = ProcessHandle.of(client.description().processId())
                    .orElseThrow()
                    .descendants()
                    .toList();
            assertThat(below).hasSize(1);
            Await.result(client.kill("test"));
            Await.until("the grandchild is gone", () -> below.stream().allMatch(Rule4_6_EndTest::isGone));
        }
    }

    @Test
    void aWorkerThatIgnoresSignalsIsKilledAllTheSame() {
        try (WorkerLab lab = WorkerLab.of(
                WorkerLab.startingWithin(400), WorkerLab.shell("trap '' TERM HUP INT; while :; do sleep 1; done"))) {
            assertThat(lab.failure()).hasMessageContaining("it has not connected");
        }
    }

    @Test
    void aStoppedWorkerIsKilledWithinASecond() {
        try (WorkerLab lab = WorkerLab.good()) {
            WorkerClient client = lab.ready(listener);
            Rule4_4_HeartbeatTest.signal("STOP", client.description().processId());
            long began = System.nanoTime();
            Await.result(client.kill("test"));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
            assertThat(ProcessHandle.of(client.description().processId())).isEmpty();
        }
    }

    @Test
    void aWorkerKilledFromOutsideIsLostWithItsExitCode() {
        try (WorkerLab lab = WorkerLab.good()) {
            WorkerClient client = lab.ready(listener);
            CompletableFuture<MxReply> hung = WorkerLab.tell(client, "hang");
            ProcessHandle.of(client.description().processId()).orElseThrow().destroyForcibly();
            WorkerException failure = (WorkerException) Await.failure(hung);
            assertThat(failure.code()).isEqualTo(WorkerErrorCode.LOST);
            assertThat(failure).hasMessageContaining("ended with exit code 137");
            assertThat(listener.termination()).isSameAs(failure);
            Await.until("counted", () -> lab.metrics.value(GatewayMetric.WORKERS_EXITED, "lost") == 1);
            assertThat(lab.metrics.value(GatewayMetric.WORKERS_KILLED, "lost")).isZero();
        }
    }

    @Test
    void manyWorkersEndAtOnce() {
        try (WorkerLab lab =
                WorkerLab.of(WorkerLab.startingWithin(30_000), WorkerLab.java(GoodWorkerMain.class, "WORKS"))) {
            List<CompletableFuture<WorkerClient>> starts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                starts.add(lab.start(new RecordingListener()));
            }
            List<WorkerClient> clients = starts.stream().map(Await::result).toList();
            clients.forEach(client -> WorkerLab.ping(client, "x"));
            List<CompletableFuture<Void>> ends = new ArrayList<>();
            for (int i = 0; i < clients.size(); i++) {
                WorkerClient client = clients.get(i);
                ends.add((i % 2 == 0 ? client.kill("test") : client.shutdown(Duration.ofSeconds(20)))
                        .toCompletableFuture());
            }
            ends.forEach(Await::result);
            assertThat(lab.metrics.value(GatewayMetric.WORKERS_RUNNING)).isZero();
        }
    }
}
