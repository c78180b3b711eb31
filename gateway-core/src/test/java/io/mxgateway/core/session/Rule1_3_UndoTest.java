package io.mxgateway.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.config.AlarmOptions;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyData;
import io.mxgateway.core.testing.FakeScript;
import io.mxgateway.core.testing.FakeWorker;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Rule1_3_UndoTest {
    private static final GatewayOptions WITH_ALARMS =
            GatewayOptions.DEFAULT.withAlarms(new AlarmOptions(true, "\\\\h\\Galaxy!A", "", "", true, true));

    private final CompletableFuture<Void> start = new CompletableFuture<>();
    private final CompletableFuture<MxReply> afterOpen = new CompletableFuture<>();
    private final CompletableFuture<Void> killed = new CompletableFuture<>();
    private final List<String> seen = new ArrayList<>();
    private final FakeScript script = new FakeScript() {
        @Override
        public CompletableFuture<Void> start(FakeWorker worker) {
            return start;
        }

        @Override
        public CompletableFuture<MxReply> execute(FakeWorker worker, MxCommand command) {
            return afterOpen;
        }

        @Override
        public CompletableFuture<Void> kill(FakeWorker worker) {
            seen.add("kill: " + holdings());
            return killed;
        }
    };
    private final Gateway gateway = new Gateway(script, WITH_ALARMS);

    private String holdings() {
        return "registered=" + gateway.registry.size() + " gauge=" + gateway.gauge(GatewayMetric.SESSIONS_OPEN)
                + " slots=" + gateway.manager.slotsTaken() + " faults="
                + gateway.metrics.snapshot().total(GatewayMetric.FAULTS);
    }

    private SessionException undone(CompletionStage<?> opening, SessionErrorCode code) {
        killed.complete(null);
        SessionException failure = gateway.refused(opening);
        assertThat(failure.code()).isEqualTo(code);
        assertThatAllIsUndone(code);
        return failure;
    }

    private void assertThatAllIsUndone(SessionErrorCode code) {
        assertThat(gateway.leftovers()).isEmpty();
        assertThat(gateway.counter(GatewayMetric.FAULTS, code.name())).isEqualTo(1);
        assertThat(gateway.counter(GatewayMetric.SESSIONS_OPEN_FAILURES, code.name()))
                .isEqualTo(1);
        assertThat(gateway.metrics.snapshot().total(GatewayMetric.FAULTS)).isEqualTo(1);
        assertThat(gateway.metrics.snapshot().total(GatewayMetric.SESSIONS_OPEN_FAILURES))
                .isEqualTo(1);
        assertThat(gateway.metrics.snapshot().total(GatewayMetric.SESSIONS_CLOSED))
                .isZero();
    }

    @AfterEach
    void noTimerIsLeftAfterTheShutdown() {
        killed.complete(null);
        gateway.shutdown();
        assertThat(gateway.time.pendingTimers()).isZero();
    }

    @Test
    void theUndoDeregistersThenDisposesThenGivesGaugeAndSlotBackThenCounts() {
        CompletableFuture<GatewaySession> opening = gateway.opening();
        GatewaySession session = gateway.registry.sessions().iterator().next();
        start.complete(null);
        afterOpen.complete(MxReplyData.invalid(io.mxgateway.core.mx.MxCommandKind.SUBSCRIBE_ALARMS, "no alarms here"));

        assertThat(session.state()).isEqualTo(SessionState.FAULTED);
        assertThat(seen)
                .as("faulted and deregistered before the worker is disposed of; all else after")
                .containsExactly("kill: registered=0 gauge=1 slots=1 faults=0");
        assertThat(holdings()).isEqualTo("registered=0 gauge=1 slots=1 faults=0");
        assertThat(opening).as("the caller learns of it when all is undone").isNotDone();

        killed.complete(null);
        assertThat(holdings()).isEqualTo("registered=0 gauge=0 slots=0 faults=1");
        assertThat(undone(opening, SessionErrorCode.OPEN_FAILED)).hasMessageContaining("no alarms here");
    }

    @Test
    void aWorkerThatDoesNotStartFailsTheOpeningWithItsReasonInside() {
        CompletableFuture<GatewaySession> opening = gateway.opening();
        WorkerException cause = new WorkerException(WorkerErrorCode.START_FAILED, "exit code 3: boom");
        start.completeExceptionally(cause);

        SessionException failure = undone(opening, SessionErrorCode.OPEN_FAILED);
        assertThat(failure).hasMessageContaining("exit code 3: boom").hasCause(cause);
    }

    @Test
    void aStartThatThrowsFailsTheOpening() {
        Gateway throwing = new Gateway(new FakeScript() {
            @Override
            public CompletableFuture<Void> start(FakeWorker worker) {
                throw new IllegalStateException("no descriptors left");
            }
        });
        SessionException failure = throwing.refused(throwing.opening());
        assertThat(failure.code()).isEqualTo(SessionErrorCode.OPEN_FAILED);
        assertThat(failure).hasMessageContaining("no descriptors left");
        assertThat(throwing.leftovers()).isEmpty();
    }

    @Test
    void aTicketThatCannotBeHadFailsTheOpening() {
        Gateway throwing = new Gateway(new FakeScript() {
            @Override
            public String sessionId(String backend, String fresh) {
                throw new IllegalStateException("pool is broken");
            }
        });
        SessionException failure = throwing.refused(throwing.opening());
        assertThat(failure.code()).isEqualTo(SessionErrorCode.OPEN_FAILED);
        assertThat(throwing.counter(GatewayMetric.FAULTS, "OPEN_FAILED")).isEqualTo(1);
        assertThat(throwing.leftovers()).isEmpty();
    }

    @Test
    void anIdThatIsTakenFailsTheOpeningAndLeavesTheOtherSessionRegistered() {
        Gateway clashing = new Gateway(new FakeScript() {
            @Override
            public String sessionId(String backend, String fresh) {
                return "session-same";
            }
        });
        GatewaySession first = clashing.open();
        assertThat(clashing.refused(clashing.opening()).code()).isEqualTo(SessionErrorCode.OPEN_FAILED);
        assertThat(clashing.workers.ticketsGivenBack()).isEqualTo(1);
        assertThat(clashing.manager.find("session-same", Gateway.ALICE)).isSameAs(first);
        assertThat(clashing.manager.slotsTaken()).isEqualTo(1);
        assertThat(clashing.gauge(GatewayMetric.SESSIONS_OPEN)).isEqualTo(1);
    }

    @Test
    void aCallerWhoCancelsWhileTheWorkerStartsUndoesEverything() {
        CompletableFuture<GatewaySession> opening = gateway.opening();
        opening.cancel(true);
        killed.complete(null);
        assertThatAllIsUndone(SessionErrorCode.CANCELLED);
        assertThat(gateway.worker().calls()).containsExactly("start");
        start.complete(null);
        assertThat(gateway.leftovers()).isEmpty();
    }

    @Test
    void aCallerWhoCancelsDuringTheStepsAfterTheOpeningUndoesEverything() {
        CompletableFuture<GatewaySession> opening = gateway.opening();
        start.complete(null);
        opening.cancel(true);
        killed.complete(null);
        assertThatAllIsUndone(SessionErrorCode.CANCELLED);
    }

    @Test
    void aCallerWhoGivesUpByATimeoutOfHisOwnUndoesEverythingToo() {
        CompletableFuture<GatewaySession> opening = gateway.opening();
        opening.completeExceptionally(new java.util.concurrent.TimeoutException());
        killed.complete(null);
        assertThatAllIsUndone(SessionErrorCode.CANCELLED);
    }

    @Test
    void aShutdownFailsTheOpeningWithShuttingDown() {
        CompletableFuture<GatewaySession> opening = gateway.opening();
        killed.complete(null);
        gateway.shutdown();
        undone(opening, SessionErrorCode.SHUTTING_DOWN);
    }

    @Test
    void aShutdownDuringTheStepsAfterTheOpeningFailsItWithShuttingDown() {
        CompletableFuture<GatewaySession> opening = gateway.opening();
        start.complete(null);
        killed.complete(null);
        gateway.shutdown();
        undone(opening, SessionErrorCode.SHUTTING_DOWN);
    }

    @Test
    void aWorkerThatDiesDuringTheStepsAfterTheOpeningFailsIt() {
        CompletableFuture<GatewaySession> opening = gateway.opening();
        start.complete(null);
        gateway.worker().crash(WorkerErrorCode.LOST, "exit code 9");
        assertThat(undone(opening, SessionErrorCode.OPEN_FAILED)).hasMessageContaining("exit code 9");
    }

    @Test
    void aSessionThatIsKilledWhileItOpensFailsTheOpeningAndTellsTheKiller() {
        CompletableFuture<GatewaySession> opening = gateway.opening();
        String id = gateway.worker().sessionId();
        CompletionStage<SessionCloseResult> kill = gateway.manager.kill(id, Gateway.ADMIN, CloseReason.ADMIN_KILL);
        assertThat(undone(opening, SessionErrorCode.OPEN_FAILED)).hasMessageContaining("admin-kill");
        assertThat(kill.toCompletableFuture().join())
                .isEqualTo(new SessionCloseResult(id, SessionState.FAULTED, CloseReason.ADMIN_KILL));
    }

    @Test
    void aCallThatIsCancelledBeforeItsReplyIsHandedOverClosesTheSessionAsClientGone() {
        // The reply cannot be handed over, because the caller has gone while the last step was being finished.
        CompletableFuture<GatewaySession> opening = gateway.opening();
        String id = gateway.worker().sessionId();
        start.complete(null);
        opening.cancel(true);
        afterOpen.complete(MxReplyData.ok(io.mxgateway.core.mx.MxCommandKind.SUBSCRIBE_ALARMS));
        killed.complete(null);
        assertThat(gateway.manager.endedSessions()).singleElement().satisfies(ended -> {
            assertThat(ended.id()).isEqualTo(id);
            assertThat(ended.reason()).isEqualTo(CloseReason.CLIENT_GONE);
        });
        assertThat(gateway.leftovers()).isEmpty();
    }

    @Test
    void anOpeningThatIsCancelledInTheLastMomentHasSucceededAndItsSessionIsClosed() {
        CompletableFuture<GatewaySession> opening = gateway.opening();
        String id = gateway.worker().sessionId();
        start.complete(null);
        // The line is logged when nothing stops the opening any more, and before its caller has the session.
        try (LogWatch lines = new LogWatch("session opened", () -> opening.cancel(true))) {
            afterOpen.complete(MxReplyData.ok(io.mxgateway.core.mx.MxCommandKind.SUBSCRIBE_ALARMS));
            assertThat(lines.seen()).isEqualTo(1);
        }

        assertThat(opening).isCancelled();
        assertThat(gateway.leftovers()).isEmpty();
        assertThat(gateway.counter(GatewayMetric.SESSIONS_OPENED)).isEqualTo(1);
        assertThat(gateway.counter(GatewayMetric.SESSIONS_CLOSED, "client-gone"))
                .isEqualTo(1);
        assertThat(gateway.metrics.snapshot().total(GatewayMetric.SESSIONS_CLOSED))
                .isEqualTo(1);
        assertThat(gateway.metrics.snapshot().total(GatewayMetric.SESSIONS_OPEN_FAILURES))
                .as("it is not a failed opening")
                .isZero();
        assertThat(gateway.metrics.snapshot().total(GatewayMetric.FAULTS)).isZero();
        assertThat(gateway.worker().calls()).containsOnlyOnce("shutdown");
        assertThat(gateway.manager.endedSessions()).singleElement().satisfies(ended -> {
            assertThat(ended.id()).isEqualTo(id);
            assertThat(ended.reason()).isEqualTo(CloseReason.CLIENT_GONE);
        });
    }

    /** Does something whenever a line that begins so is logged by the openings. */
    private static final class LogWatch extends Handler implements AutoCloseable {
        private final Logger logger = Logger.getLogger(OpenOperation.class.getName());
        private final String beginning;
        private final Runnable deed;
        private int seen;

        LogWatch(String beginning, Runnable deed) {
            this.beginning = beginning;
            this.deed = deed;
            logger.addHandler(this);
        }

        int seen() {
            return seen;
        }

        @Override
        public void publish(LogRecord line) {
            if (line.getMessage().startsWith(beginning)) {
                seen++;
                deed.run();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
        }
    }
}
