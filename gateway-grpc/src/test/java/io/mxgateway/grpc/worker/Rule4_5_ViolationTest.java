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
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(NothingLeftBehind.class)
@DisplayName("4.5 a worker that breaks the protocol ends its session, with the reason")
class Rule4_5_ViolationTest {
    private final RecordingListener listener = new RecordingListener();

    private static WorkerLab bad(String behaviour) {
        return WorkerLab.of(WorkerLab.startingWithin(20_000), WorkerLab.java(BadWorkerMain.class, behaviour));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zero-length            | a frame of 0 bytes was announced",
                "negative-length        | a frame of 4294967295 bytes was announced; 1 to 16777216 are allowed",
                "too-long               | a frame of 16777217 bytes was announced",
                "noise                  | a frame of 12 bytes is no envelope",
                "sequence               | envelope sequence 8 where 3 was due",
                "wrong-session          | an envelope of another session",
                "wrong-envelope-version | protocol version 9 where 1 is spoken",
                "bodiless               | 0 bodies where exactly one belongs",
                "gateway-body           | a worker never sends a WORKER_CANCEL",
                "unknown-id             | a reply to a command that was never sent: correlation=4711",
                "nonsense-reply         | a reply that cannot be read",
                "event-hole             | event sequence 3 where 2 was due",
            })
    void theSessionEndsWithTheFacts(String behaviour, String facts) {
        try (WorkerLab lab = bad(behaviour)) {
            WorkerClient client = lab.ready(listener);
            long pid = client.description().processId();
            WorkerException failure = (WorkerException) Await.failure(WorkerLab.tell(client, "go"));
            assertThat(failure.code()).isEqualTo(WorkerErrorCode.PROTOCOL_VIOLATION);
            assertThat(failure).hasMessageContaining(facts).hasMessageContaining("session=session-");
            assertThat(client.state()).isEqualTo(WorkerClientState.FAULTED);
            assertThat(listener.termination()).isSameAs(failure);
            Await.until("the process is gone", () -> ProcessHandle.of(pid).isEmpty());
            Await.until("it is counted", () -> lab.metrics.value(GatewayMetric.WORKERS_RUNNING) == 0);
            assertThat(lab.metrics.value(GatewayMetric.COMMANDS_PENDING)).isZero();
            assertThat(lab.metrics.value(GatewayMetric.WORKERS_KILLED, "protocol-violation"))
                    .isEqualTo(1);
            assertThat(listener.terminations).hasSize(1);
        }
    }

    @Test
    void eventsBeforeTheViolationAreDelivered() {
        try (WorkerLab lab = bad("event-hole")) {
            WorkerClient client = lab.ready(listener);
            Await.failure(WorkerLab.tell(client, "go"));
            listener.termination();
            assertThat(listener.lastSequence).isEqualTo(1);
            assertThat(listener.outOfOrder).isEmpty();
        }
    }

    @Test
    void aSecondAnswerIsDroppedAndCounted() {
        try (WorkerLab lab = bad("answers-twice")) {
            WorkerClient client = lab.ready(listener);
            Await.result(WorkerLab.tell(client, "one"));
            MxReply second = Await.result(WorkerLab.tell(client, "two"));
            assertThat(second.correlationId()).isEqualTo("2");
            assertThat(lab.metrics.value(GatewayMetric.COMMANDS_LATE_REPLIES)).isEqualTo(1);
            Await.result(client.kill("test"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "truncated  | after 3 of 100 bytes of a frame",
                "exits-0    | the worker is lost: its process",
                "half-close | still runs, the peer closed the connection",
            })
    @DisplayName("a worker that goes while a command is under way fails it at once")
    void aBrokenConnectionFailsWhatIsPending(String behaviour, String facts) {
        try (WorkerLab lab = bad(behaviour)) {
            WorkerClient client = lab.ready(listener);
            CompletableFuture<MxReply> first = WorkerLab.tell(client, "go");
            CompletableFuture<MxReply> second = WorkerLab.tell(client, "more");
            WorkerException failure = (WorkerException) Await.failure(first);
            assertThat(failure.code()).isEqualTo(WorkerErrorCode.LOST);
            assertThat(failure).hasMessageContaining(facts).hasMessageContaining("inFlight=2");
            assertThat(Await.failure(second)).isSameAs(failure);
            assertThat(listener.termination()).isSameAs(failure);
            Await.result(client.kill("too late"));
            assertThat(listener.terminations).hasSize(1);
        }
    }

    @Test
    @DisplayName("nobody waits for long for the exit code of a worker whose connection broke; it is told when it came")
    void theExitCodeIsToldWhenItComesInTime() {
        List<String> told = new ArrayList<>();
        // On a busy machine a process may take its time to end, but not every time.
        while (told.stream().noneMatch(text -> text.contains("ended with exit code 0"))) {
            assertThat(told).hasSizeLessThan(20);
            try (WorkerLab lab = bad("exits-0")) {
                WorkerClient client = lab.ready(new RecordingListener());
                told.add(Await.failure(WorkerLab.tell(client, "go")).getMessage());
            }
        }
        assertThat(told).allMatch(text -> text.contains("ended with exit code 0") || text.contains("still runs"));
    }

    @Test
    void aWorkerThatNeverReadsCostsItsOwnCallersOnly() {
        try (WorkerLab lab = bad("never-reads")) {
            WorkerClient client = lab.ready(listener);
            String mebibyte = "x".repeat(1 << 20);
            WorkerException refusal = null;
            for (int i = 0; i < 100 && refusal == null; i++) {
                CompletableFuture<MxReply> call = WorkerLab.tell(client, mebibyte);
                if (call.isDone()) {
                    refusal = (WorkerException) Await.failure(call);
                }
            }
            assertThat(refusal).isNotNull();
            assertThat(refusal.code()).isEqualTo(WorkerErrorCode.PENDING_LIMIT_EXCEEDED);
            assertThat(refusal).hasMessageContaining("the worker does not read what waits for it");
            assertThat(client.state()).isEqualTo(WorkerClientState.READY);
            Await.result(client.kill("test"));
            assertThat(lab.metrics.value(GatewayMetric.COMMANDS_PENDING)).isZero();
        }
    }

    @Test
    void aCommandThatFitsNoFrameFailsByItself() {
        try (WorkerLab lab = WorkerLab.good()) {
            WorkerClient client = lab.ready(listener);
            WorkerException refusal = (WorkerException) Await.failure(WorkerLab.tell(client, "x".repeat(16 << 20)));
            assertThat(refusal).hasMessageContaining("does not fit into a frame; at most 16777216 bytes do");
            assertThat(client.pendingCommands()).isZero();
            assertThat(WorkerLab.ping(client, "next").diagnosticMessage()).isEqualTo("next");
            Await.result(client.shutdown(Duration.ofSeconds(10)));
        }
    }

    @Test
    void aReplyThatFitsNoFrameIsReplacedByOneThatSaysSo() {
        try (WorkerLab lab = WorkerLab.good()) {
            WorkerClient client = lab.ready(listener);
            MxReply reply = Await.result(WorkerLab.tell(client, "hugereply:" + (16 << 20)));
            assertThat(reply.status().isOk()).isFalse();
            assertThat(reply.status().message()).contains("the reply is too long, ask for less");
            Await.result(client.shutdown(Duration.ofSeconds(10)));
        }
    }

    @Test
    void anEventThatFitsNoFrameEndsTheWorkerWithItsFault() {
        try (WorkerLab lab = WorkerLab.good()) {
            WorkerClient client = lab.ready(listener);
            WorkerLab.tell(client, "hugeevent:" + (16 << 20));
            assertThat(listener.termination().code()).isEqualTo(WorkerErrorCode.WORKER_FAULT);
            assertThat(listener.termination()).hasMessageContaining("INTERNAL").hasMessageContaining("does not fit");
            Await.result(client.kill("test"));
        }
    }
}
