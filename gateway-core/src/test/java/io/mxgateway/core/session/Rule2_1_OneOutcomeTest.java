package io.mxgateway.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyData;
import io.mxgateway.core.testing.FakeScript;
import io.mxgateway.core.testing.FakeWorker;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class Rule2_1_OneOutcomeTest {
    private CompletableFuture<MxReply> reply = new CompletableFuture<>();
    private final Gateway gateway = new Gateway(new FakeScript() {
        @Override
        public CompletableFuture<MxReply> execute(FakeWorker worker, MxCommand command) {
            return reply;
        }
    });
    private final GatewaySession session = gateway.open();

    private CompletableFuture<MxReply> ping() {
        return gateway.invoking(session, new MxCommand.Ping(""));
    }

    private void assertCounted(long succeeded, String failure) {
        assertThat(gateway.counter(GatewayMetric.COMMANDS_STARTED, "Ping")).isEqualTo(1);
        assertThat(gateway.counter(GatewayMetric.COMMANDS_SUCCEEDED, "Ping")).isEqualTo(succeeded);
        assertThat(gateway.metrics.snapshot().total(GatewayMetric.COMMANDS_FAILED))
                .isEqualTo(1 - succeeded);
        if (failure != null) {
            assertThat(gateway.counter(GatewayMetric.COMMANDS_FAILED, "Ping", failure))
                    .isEqualTo(1);
        }
        assertThat(gateway.metrics.snapshot().value(GatewayMetric.COMMANDS_DURATION, "Ping"))
                .isEqualTo(1);
        assertThat(session.failedCommands()).isEqualTo(1 - succeeded);
        assertThat(session.pendingCommands()).isZero();
    }

    @Test
    void aReplyIsAnOutcome() {
        CompletableFuture<MxReply> outcome = ping();
        MxReply answer = MxReplyData.ok(MxCommandKind.PING);
        reply.complete(answer);
        assertThat(outcome.join()).isSameAs(answer);
        assertCounted(1, null);
    }

    @Test
    void aRefusalByMxAccessIsAnOutcomeThatCountsAsFailed() {
        CompletableFuture<MxReply> outcome = ping();
        reply.complete(MxReplyData.refused(MxCommandKind.PING, 0x80070057, List.of(), "no"));
        assertThat(outcome).isCompleted();
        assertCounted(0, "MXACCESS_FAILURE");
    }

    @Test
    void aTimeoutIsAnOutcomeAndLeavesTheSessionReady() {
        CompletableFuture<MxReply> outcome = ping();
        reply.completeExceptionally(new WorkerException(WorkerErrorCode.COMMAND_TIMEOUT, "30 s"));
        assertThat(gateway.refused(outcome).code()).isEqualTo(SessionErrorCode.COMMAND_TIMEOUT);
        assertThat(session.state()).isEqualTo(SessionState.READY);
        assertCounted(0, "COMMAND_TIMEOUT");
    }

    @Test
    void aCancellationIsAnOutcomeAndReachesTheWorkerClient() {
        CompletableFuture<MxReply> outcome = ping();
        assertThat(outcome.cancel(true)).isTrue();
        assertThat(outcome).isCancelled();
        reply.complete(MxReplyData.ok(MxCommandKind.PING));
        assertCounted(0, "CANCELLED");
    }

    @Test
    void aReplyThatCameFirstCannotBeCancelled() {
        CompletableFuture<MxReply> outcome = ping();
        reply.complete(MxReplyData.ok(MxCommandKind.PING));
        assertThat(outcome.cancel(true)).isFalse();
        assertThat(outcome).isCompleted();
        assertCounted(1, null);
    }

    @Test
    void aWorkersDeathFailsAllThatIsPendingWithTheReason() {
        List<CompletableFuture<MxReply>> outcomes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            outcomes.add(ping());
        }
        gateway.worker().crash(WorkerErrorCode.LOST, "exit code 9");
        for (CompletableFuture<MxReply> outcome : outcomes) {
            SessionException failure = gateway.refused(outcome);
            assertThat(failure.code()).isEqualTo(SessionErrorCode.WORKER_LOST);
            assertThat(failure).hasMessageContaining("exit code 9");
        }
        assertThat(gateway.counter(GatewayMetric.COMMANDS_FAILED, "Ping", "WORKER_LOST"))
                .isEqualTo(5);
    }

    @Test
    void theSessionIsFaultedBeforeTheCallerSeesThatTheWorkerClientIs() {
        List<String> seen = new ArrayList<>();
        ping().whenComplete((answer, error) ->
                seen.add(session.state() + " " + session.lastFault().orElse("")));
        gateway.worker().faultSilently(WorkerErrorCode.HUNG, "silent for 15 s");
        reply.completeExceptionally(new WorkerException(WorkerErrorCode.HUNG, "silent for 15 s"));
        assertThat(seen).containsExactly("FAULTED silent for 15 s");
        assertThat(gateway.counter(GatewayMetric.FAULTS, "HUNG")).isEqualTo(1);
        assertThat(gateway.leftovers()).isEmpty();
    }

    @Test
    void aFailureThatIsASessionsAlreadyPassesUnchanged() {
        SessionException own = new SessionException(SessionErrorCode.CONSTRAINT_DENIED, "not this tag");
        CompletableFuture<MxReply> outcome = ping();
        reply.completeExceptionally(own);
        assertThat(gateway.refused(outcome)).isSameAs(own);
    }

    @Test
    void aWorkerClientThatThrowsOrAnswersNothingIsAnOutcomeToo() {
        reply = CompletableFuture.completedFuture(null);
        assertThat(gateway.refused(ping()).code()).isEqualTo(SessionErrorCode.INTERNAL);
        reply = null;
        assertThat(gateway.refused(ping()).code()).isEqualTo(SessionErrorCode.INTERNAL);
        assertThat(gateway.counter(GatewayMetric.COMMANDS_FAILED, "Ping", "INTERNAL"))
                .isEqualTo(2);
    }

    @Test
    void everyFailureOfAWorkerHasItsPlaceInTheVocabulary() {
        Map<WorkerErrorCode, SessionErrorCode> told = new EnumMap<>(WorkerErrorCode.class);
        for (WorkerErrorCode code : WorkerErrorCode.values()) {
            told.put(
                    code,
                    Failures.ofCommand(session, new WorkerException(code, "x")).code());
        }
        assertThat(told)
                .containsEntry(WorkerErrorCode.START_FAILED, SessionErrorCode.OPEN_FAILED)
                .containsEntry(WorkerErrorCode.NOT_READY, SessionErrorCode.SESSION_NOT_READY)
                .containsEntry(WorkerErrorCode.PENDING_LIMIT_EXCEEDED, SessionErrorCode.PENDING_LIMIT_EXCEEDED)
                .containsEntry(WorkerErrorCode.COMMAND_TIMEOUT, SessionErrorCode.COMMAND_TIMEOUT)
                .containsEntry(WorkerErrorCode.LOST, SessionErrorCode.WORKER_LOST)
                .containsEntry(WorkerErrorCode.HUNG, SessionErrorCode.SESSION_FAULTED)
                .containsEntry(WorkerErrorCode.PROTOCOL_VIOLATION, SessionErrorCode.SESSION_FAULTED)
                .containsEntry(WorkerErrorCode.WORKER_FAULT, SessionErrorCode.SESSION_FAULTED)
                .containsEntry(WorkerErrorCode.KILLED, SessionErrorCode.WORKER_LOST)
                .containsEntry(WorkerErrorCode.CLOSED, SessionErrorCode.WORKER_LOST)
                .containsEntry(WorkerErrorCode.SHUTDOWN_FAILED, SessionErrorCode.CLOSE_FAILED);
    }
}
