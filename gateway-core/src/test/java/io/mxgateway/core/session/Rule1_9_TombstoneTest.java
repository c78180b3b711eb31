package io.mxgateway.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mxgateway.core.event.EventCursor;
import io.mxgateway.core.event.StreamEnd;
import io.mxgateway.core.event.StreamStart;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeScript;
import io.mxgateway.core.worker.WorkerErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class Rule1_9_TombstoneTest {
    private final Gateway gateway = new Gateway();

    private static SessionException thrown(ThrowingCallable call) {
        return catchThrowableOfType(SessionException.class, call);
    }

    private GatewaySession closed(Gateway in) {
        GatewaySession session = in.open();
        Await.result(in.manager.close(session.id(), Gateway.ALICE, CloseReason.CLIENT_CLOSE));
        return session;
    }

    private GatewaySession faulted(Gateway in, int events) {
        GatewaySession session = in.open();
        if (events > 0) {
            in.worker().emit(events);
        }
        in.worker().crash(WorkerErrorCode.LOST, "exit code 9");
        return session;
    }

    private static List<Long> sequences(EventCursor cursor) {
        List<Long> sequences = new ArrayList<>();
        for (MxEvent event = cursor.poll(); event != null; event = cursor.poll()) {
            sequences.add(event.sequence());
        }
        return sequences;
    }

    @Test
    void aClosedSessionAnswersItsOwnersCloseWithTheSameOutcome() {
        GatewaySession session = closed(gateway);
        assertThat(Await.result(gateway.manager.close(session.id(), Gateway.ALICE, CloseReason.CLIENT_GONE)))
                .isEqualTo(new SessionCloseResult(session.id(), SessionState.CLOSED, CloseReason.CLIENT_CLOSE));
    }

    @Test
    void everythingElseAboutAClosedSessionIsNotFoundWithTheReason() {
        GatewaySession session = closed(gateway);
        List<SessionException> answers = List.of(
                thrown(() -> gateway.manager.find(session.id(), Gateway.ALICE)),
                thrown(() -> gateway.invoking(session, new MxCommand.GetSessionState())),
                thrown(() -> gateway.manager.events(session.id(), Gateway.ALICE, StreamStart.OLDEST, () -> {})));
        for (SessionException answer : answers) {
            assertThat(answer.code()).isEqualTo(SessionErrorCode.SESSION_NOT_FOUND);
            assertThat(answer.facts()).containsEntry(SessionFacts.CLOSE_REASON, "client-close");
        }
    }

    @Test
    void everythingElseAboutAFaultedSessionIsFaultedWithItsText() {
        GatewaySession session = faulted(gateway, 0);
        SessionException answer = thrown(() -> gateway.invoking(session, new MxCommand.GetSessionState()));
        assertThat(answer.code()).isEqualTo(SessionErrorCode.SESSION_FAULTED);
        assertThat(answer).hasMessageContaining("exit code 9");
        assertThat(answer.facts())
                .containsEntry(SessionFacts.CLOSE_REASON, "worker-lost")
                .containsEntry(SessionFacts.SESSION_STATE, "FAULTED");
    }

    @Test
    void theEventsOfAFaultedSessionStayReadableFromAPosition() {
        GatewaySession session = faulted(gateway, 5);
        EventCursor resumed = gateway.manager.events(session.id(), Gateway.ALICE, StreamStart.after(3), () -> {});
        assertThat(sequences(resumed)).containsExactly(4L, 5L);
        assertThat(resumed.end().cause()).isEqualTo(StreamEnd.Cause.SESSION_FAULTED);
        assertThat(resumed.end().text()).contains("exit code 9");
        EventCursor again = gateway.manager.events(session.id(), Gateway.ALICE, StreamStart.OLDEST, () -> {});
        assertThat(sequences(again)).containsExactly(1L, 2L, 3L, 4L, 5L);

        SessionException live =
                thrown(() -> gateway.manager.events(session.id(), Gateway.ALICE, StreamStart.LIVE, () -> {}));
        assertThat(live.code()).isEqualTo(SessionErrorCode.SESSION_FAULTED);
        SessionException beyond =
                thrown(() -> gateway.manager.events(session.id(), Gateway.ALICE, StreamStart.after(6), () -> {}));
        assertThat(beyond.code()).isEqualTo(SessionErrorCode.INVALID_REQUEST);
    }

    @Test
    void aTombstoneRemembersTheFactsAndTheLast50Lines() {
        GatewaySession session = faulted(gateway, 5);
        assertThat(gateway.manager.endedSessions()).singleElement().satisfies(ended -> {
            assertThat(ended.id()).isEqualTo(session.id());
            assertThat(ended.owner()).isEqualTo("alice");
            assertThat(ended.finalState()).isEqualTo(SessionState.FAULTED);
            assertThat(ended.reason()).isEqualTo(CloseReason.WORKER_LOST);
            assertThat(ended.lastSequence()).isEqualTo(5);
            assertThat(ended.lastOutput()).hasSize(50).startsWith("line 11").endsWith("line 60");
        });
    }

    @Test
    void aTombstoneIsForgottenAfterFiveMinutes() {
        GatewaySession session = closed(gateway);
        gateway.time.advance(Duration.ofMinutes(5).minusNanos(1));
        assertThat(gateway.manager.endedSessions()).hasSize(1);
        gateway.time.advance(Duration.ofNanos(1));
        assertThat(thrown(() -> gateway.manager.close(session.id(), Gateway.ALICE, CloseReason.CLIENT_CLOSE)))
                .hasMessage(Failures.unknown(session.id()).getMessage());
        gateway.time.advance(Duration.ofMinutes(1));
        assertThat(gateway.time.pendingTimers()).as("nothing left to look at").isZero();
    }

    @Test
    void thereAreOnlySoManyTombstonesAndTheOldestGoFirst() {
        Gateway small = new Gateway(FakeScript.OBEDIENT, Gateway.sessions(s -> s.maxTombstones(2)));
        GatewaySession first = closed(small);
        GatewaySession second = closed(small);
        GatewaySession third = closed(small);
        assertThat(small.manager.endedSessions().stream().map(EndedSession::id))
                .containsExactly(third.id(), second.id());
        assertThat(thrown(() -> small.manager.find(first.id(), Gateway.ALICE)).facts())
                .doesNotContainKey(SessionFacts.CLOSE_REASON);
    }

    @Test
    void keptEventsAreBoundedInMemoryAndTheOldestGoFirst() {
        Gateway small = new Gateway(FakeScript.OBEDIENT, Gateway.sessions(s -> s.maxTombstoneBytes(10_000)));
        GatewaySession first = faulted(small, 30);
        GatewaySession second = faulted(small, 30);
        SessionException gone =
                thrown(() -> small.manager.events(first.id(), Gateway.ALICE, StreamStart.OLDEST, () -> {}));
        assertThat(gone.code()).isEqualTo(SessionErrorCode.SESSION_FAULTED);
        assertThat(sequences(small.manager.events(second.id(), Gateway.ALICE, StreamStart.OLDEST, () -> {})))
                .hasSize(30);
        assertThat(small.manager.endedSessions()).hasSize(2);
    }

    @Test
    void aTombstoneAnswersItsOwnerAndAnAdminOnly() {
        GatewaySession session = closed(gateway);
        assertThat(thrown(() -> gateway.manager.close(session.id(), Gateway.BOB, CloseReason.CLIENT_CLOSE)))
                .hasMessage(Failures.unknown(session.id()).getMessage());
        assertThat(Await.result(gateway.manager.close(session.id(), Gateway.ADMIN, CloseReason.CLIENT_CLOSE))
                        .reason())
                .isEqualTo(CloseReason.CLIENT_CLOSE);
    }
}
