package io.mxgateway.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeScript;
import io.mxgateway.core.testing.FakeWorker;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class Rule1_7_CloseTest {
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final Gateway gateway = new Gateway(new FakeScript() {
        @Override
        public CompletableFuture<Void> shutdown(FakeWorker worker) {
            return gone;
        }
    });
    private final GatewaySession session = gateway.open();

    private CompletionStage<SessionCloseResult> close(CloseReason reason) {
        return gateway.manager.close(session.id(), Gateway.ALICE, reason);
    }

    private void assertCloseFailed(CompletionStage<?> close) {
        SessionException failure = gateway.refused(close);
        assertThat(failure.code()).isEqualTo(SessionErrorCode.CLOSE_FAILED);
        assertThat(failure.facts()).containsEntry(SessionFacts.CLOSE_REASON, "client-close");
        assertThat(gateway.counter(GatewayMetric.FAULTS, "CLOSE_FAILED")).isEqualTo(1);
        assertThat(gateway.metrics.snapshot().total(GatewayMetric.SESSIONS_CLOSED))
                .isZero();
        assertThat(gateway.leftovers()).isEmpty();
    }

    @Test
    void theReasonsAreTheOnesThatClientsKnow() {
        assertThat(Arrays.stream(CloseReason.values()).map(CloseReason::tag))
                .containsExactlyInAnyOrder(
                        "client-close",
                        "client-gone",
                        "lease-expired",
                        "detach-grace-expired",
                        "unused",
                        "gateway-shutdown",
                        "admin-kill",
                        "owner-revoked",
                        "worker-lost",
                        "faulted");
    }

    @Test
    void theFirstCloseDoesTheWorkAndConcurrentAndLaterOnesGetItsOutcome() {
        CompletionStage<SessionCloseResult> first = close(CloseReason.CLIENT_CLOSE);
        CompletionStage<SessionCloseResult> second = close(CloseReason.CLIENT_GONE);
        assertThat(session.state()).isEqualTo(SessionState.CLOSING);
        gone.complete(null);
        CompletionStage<SessionCloseResult> third = close(CloseReason.ADMIN_KILL);

        SessionCloseResult expected =
                new SessionCloseResult(session.id(), SessionState.CLOSED, CloseReason.CLIENT_CLOSE);
        assertThat(Await.result(first)).isEqualTo(expected);
        assertThat(Await.result(second)).isEqualTo(expected);
        assertThat(Await.result(third)).isEqualTo(expected);
        assertThat(gateway.worker().calls()).containsExactly("start", "shutdown");
        assertThat(gateway.counter(GatewayMetric.SESSIONS_CLOSED, "client-close"))
                .isEqualTo(1);
    }

    @Test
    void aWorkerThatDoesNotGoInTimeIsKilledAndTheCloseReportsThat() {
        CompletionStage<SessionCloseResult> close = close(CloseReason.CLIENT_CLOSE);
        gateway.time.advance(Duration.ofSeconds(10).minusMillis(1));
        assertThat(gateway.worker().calls()).containsExactly("start", "shutdown");
        gateway.time.advance(Duration.ofMillis(1));
        assertThat(gateway.worker().calls()).containsExactly("start", "shutdown", "kill client-close");
        assertCloseFailed(close);
        assertThat(session.state()).isEqualTo(SessionState.FAULTED);
        assertCloseFailed(close(CloseReason.CLIENT_CLOSE));
    }

    @Test
    void aWorkerThatRefusesToGoIsKilledAndTheCloseReportsThat() {
        CompletionStage<SessionCloseResult> close = close(CloseReason.CLIENT_CLOSE);
        gone.completeExceptionally(new WorkerException(WorkerErrorCode.SHUTDOWN_FAILED, "still there"));
        assertCloseFailed(close);
        assertThat(gateway.refused(close)).hasMessageContaining("still there");
    }

    @Test
    void aWorkerThatDiesInsteadOfGoingIsNoFailureOfTheClose() {
        CompletionStage<SessionCloseResult> close = close(CloseReason.CLIENT_CLOSE);
        gateway.worker().crash(WorkerErrorCode.LOST, "died on the way out");
        gone.completeExceptionally(new WorkerException(WorkerErrorCode.LOST, "died on the way out"));
        assertThat(Await.result(close).finalState()).isEqualTo(SessionState.CLOSED);
        assertThat(gateway.counter(GatewayMetric.SESSIONS_CLOSED, "client-close"))
                .isEqualTo(1);
        assertThat(gateway.metrics.snapshot().total(GatewayMetric.FAULTS)).isZero();
        assertThat(gateway.leftovers()).isEmpty();
    }

    @Test
    void aWorkerThatWasGoneAlreadyIsNoFailureOfTheClose() {
        gateway.worker().faultSilently(WorkerErrorCode.LOST, "gone, and nobody has noticed yet");
        CompletionStage<SessionCloseResult> close = close(CloseReason.CLIENT_CLOSE);
        assertThat(Await.result(close).finalState()).isEqualTo(SessionState.CLOSED);
        assertThat(gateway.metrics.snapshot().total(GatewayMetric.FAULTS)).isZero();
    }

    @Test
    void aCallerWhoCancelsItsCloseStopsNothing() {
        CompletionStage<SessionCloseResult> cancelled = close(CloseReason.CLIENT_CLOSE);
        CompletionStage<SessionCloseResult> other = close(CloseReason.CLIENT_CLOSE);
        cancelled.toCompletableFuture().cancel(true);
        gone.complete(null);
        assertThat(Await.result(other).finalState()).isEqualTo(SessionState.CLOSED);
        assertThat(gateway.leftovers()).isEmpty();
    }

    @Test
    void aKillDoesNotWaitForAGracefulCloseThatIsUnderWay() {
        CompletionStage<SessionCloseResult> close = close(CloseReason.CLIENT_CLOSE);
        CompletionStage<SessionCloseResult> kill =
                gateway.manager.kill(session.id(), Gateway.ADMIN, CloseReason.ADMIN_KILL);
        assertThat(Await.result(kill)).isEqualTo(Await.result(close));
        assertThat(gateway.worker().calls()).contains("kill client-close");
        assertThat(gateway.counter(GatewayMetric.SESSIONS_CLOSED, "client-close"))
                .isEqualTo(1);
        assertThat(gateway.leftovers()).isEmpty();
    }
}
