package io.mxgateway.grpc.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.worker.WorkerClient;
import io.mxgateway.core.worker.WorkerClientState;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerStartStage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class WorkerRoundTripTest {
    private final RecordingListener listener = new RecordingListener();

    @Test
    void aWorkerProcessComesUpAnswersAndGoes() {
        try (WorkerLab lab = WorkerLab.good()) {
            WorkerClient client = lab.ready(listener);
            assertThat(listener.stages).containsExactly(WorkerStartStage.values());
            assertThat(client.state()).isEqualTo(WorkerClientState.READY);
            assertThat(client.description().backendName()).isEqualTo("unruly");
            assertThat(client.description().protocolVersion()).isEqualTo(1);
            assertThat(ProcessHandle.of(client.description().processId())).isPresent();
            assertThat(lab.metrics.value(GatewayMetric.WORKERS_RUNNING)).isEqualTo(1);

            MxReply reply = WorkerLab.ping(client, "hello there");
            assertThat(reply.diagnosticMessage()).isEqualTo("hello there");
            assertThat(reply.correlationId()).isEqualTo("1");

            Await.result(client.shutdown(Duration.ofSeconds(10)));
            assertThat(client.state()).isEqualTo(WorkerClientState.CLOSED);
            assertThat(listener.termination().code()).isEqualTo(WorkerErrorCode.CLOSED);
            assertThat(listener.termination()).hasMessageContaining("exit code 0 acknowledged=true");
            assertThat(lab.metrics.value(GatewayMetric.WORKERS_RUNNING)).isZero();
            assertThat(lab.metrics.value(GatewayMetric.WORKERS_EXITED, "closed"))
                    .isEqualTo(1);
            assertThat(lab.metrics.value(GatewayMetric.COMMANDS_PENDING)).isZero();
        }
    }

    @Test
    void eventsArriveInOrderAndInBatches() {
        try (WorkerLab lab = WorkerLab.good()) {
            WorkerClient client = lab.ready(listener);
            Await.result(WorkerLab.tell(client, "events:100000"));
            Await.until("all events", () -> listener.lastSequence == 100_000);
            assertThat(listener.outOfOrder).isEmpty();
            assertThat(listener.batches.get()).isLessThan(50_000);
            assertThat(listener.lastEvent.itemHandle()).isEqualTo(100_000);
            assertThat(listener.lastEvent.gatewayReceiveTimestamp()).isNotNull();
            assertThat(listener.lastEvent.sessionId()).startsWith("session-");
            Await.result(client.kill("test"));
        }
    }

    @Test
    void manyCommandsAtOnceEachGetTheirOwnReply() {
        try (WorkerLab lab = WorkerLab.good()) {
            WorkerClient client = lab.ready(listener);
            for (int round = 0; round < 50; round++) {
                List<CompletableFuture<MxReply>> replies = new ArrayList<>();
                for (int i = 0; i < 128; i++) {
                    replies.add(client.invoke(new MxCommand.Ping("ping-" + i), Duration.ofSeconds(20)));
                }
                for (int i = 0; i < 128; i++) {
                    assertThat(Await.result(replies.get(i)).diagnosticMessage()).isEqualTo("ping-" + i);
                }
            }
            assertThat(client.pendingCommands()).isZero();
            Await.result(client.kill("test"));
            assertThat(listener.termination().code()).isEqualTo(WorkerErrorCode.KILLED);
        }
    }
}
