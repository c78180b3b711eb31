package io.mxgateway.grpc.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.config.WorkerOptions;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.worker.WorkerClient;
import io.mxgateway.core.worker.WorkerClientState;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
@DisplayName("4.4 a worker that falls silent is given up, one that is only busy is not")
class Rule4_4_HeartbeatTest {
    private static final Duration START = Duration.ofSeconds(20);
    private static final WorkerOptions IMPATIENT =
            WorkerLab.options(START, Duration.ofMillis(100), Duration.ofMillis(600), Duration.ofMillis(2500));

    private final RecordingListener listener = new RecordingListener();

    private static void stop(WorkerClient client) {
        signal("STOP", client.description().processId());
    }

    static void signal(String name, long pid) {
        try {
            assertThat(new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid)
                            .inheritIO()
                            .start()
                            .waitFor(10, TimeUnit.SECONDS))
                    .isTrue();
        } catch (IOException e) {
            throw new AssertionError("cannot send " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Test
    void aStoppedWorkerIsFoundAndKilled() {
        try (WorkerLab lab = WorkerLab.good(IMPATIENT)) {
            WorkerClient client = lab.ready(listener);
            stop(client);
            assertThat(listener.termination().code()).isEqualTo(WorkerErrorCode.HUNG);
            assertThat(listener.termination())
                    .hasMessageContaining("silent for too long")
                    .hasMessageContaining("pid=" + client.description().processId());
            assertThat(client.state()).isEqualTo(WorkerClientState.FAULTED);
            assertThat(lab.metrics.value(GatewayMetric.HEARTBEATS_MISSED)).isGreaterThan(1);
            Await.result(client.kill("already"));
            assertThat(ProcessHandle.of(client.description().processId())).isEmpty();
        }
    }

    @Test
    void aWorkerStoppedInACommandHasUntilTheCeiling() {
        try (WorkerLab lab = WorkerLab.good(IMPATIENT)) {
            WorkerClient client = lab.ready(listener);
            CompletableFuture<MxReply> hung = WorkerLab.tell(client, "hang");
            long began = System.nanoTime();
            stop(client);
            WorkerException failure = (WorkerException) Await.failure(hung);
            assertThat(failure.code()).isEqualTo(WorkerErrorCode.HUNG);
            assertThat(failure).hasMessageContaining("inFlight=1");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(2));
            Await.result(client.kill("already"));
        }
    }

    @Test
    void aWorkerThatBeatsIsKeptHoweverLongItsCommandTakes() {
        try (WorkerLab lab = WorkerLab.good(IMPATIENT)) {
            WorkerClient client = lab.ready(listener);
            CompletableFuture<MxReply> hung = WorkerLab.tell(client, "hang");
            long until = System.nanoTime()
                    + IMPATIENT.heartbeatCeiling().plusMillis(500).toNanos();
            Await.until("longer than the ceiling", () -> System.nanoTime() > until);
            assertThat(client.state()).isEqualTo(WorkerClientState.READY);
            hung.cancel(true);
            Await.until("the interrupted command is over", () -> client.pendingCommands() == 0);
            Await.result(client.shutdown(Duration.ofSeconds(10)));
        }
    }

    @Test
    void whileTheGatewayTakesNoEventsTheWorkerIsNotCalledSilent() {
        try (WorkerLab lab = WorkerLab.good(IMPATIENT)) {
            WorkerClient client = lab.ready(listener);
            client.pauseEvents();
            WorkerLab.tell(client, "bigevents:400");
            long until = System.nanoTime() + IMPATIENT.heartbeatCeiling().toNanos();
            Await.until("longer than the ceiling", () -> System.nanoTime() > until);
            assertThat(listener.lastSequence).isZero();
            assertThat(client.state()).isEqualTo(WorkerClientState.READY);
            client.resumeEvents();
            Await.until("all events", () -> listener.lastSequence == 400);
            assertThat(WorkerLab.ping(client, "still there").diagnosticMessage())
                    .isEqualTo("still there");
            Await.result(client.shutdown(Duration.ofSeconds(10)));
        }
    }

    @Test
    void repliesPassEventsThatAreHeldBack() {
        try (WorkerLab lab = WorkerLab.good()) {
            WorkerClient client = lab.ready(listener);
            client.pauseEvents();
            Await.result(WorkerLab.tell(client, "events:1000"));
            assertThat(WorkerLab.ping(client, "first").diagnosticMessage()).isEqualTo("first");
            assertThat(listener.lastSequence).isZero();
            client.resumeEvents();
            Await.until("all events", () -> listener.lastSequence == 1000);
            WorkerException end = (WorkerException) Await.failure(killed(client));
            assertThat(end.code()).isEqualTo(WorkerErrorCode.KILLED);
        }
    }

    private static CompletableFuture<MxReply> killed(WorkerClient client) {
        CompletableFuture<MxReply> hung = WorkerLab.tell(client, "hang");
        client.kill("test");
        return hung;
    }
}
