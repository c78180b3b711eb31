package io.mxgateway.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxgateway.core.config.AlarmOptions;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.event.EventCursor;
import io.mxgateway.core.event.StreamEnd;
import io.mxgateway.core.event.StreamStart;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeScript;
import io.mxgateway.core.testing.FakeWorker;
import io.mxgateway.core.worker.WorkerErrorCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InternalSessionsTest {
    private Gateway gateway = new Gateway();

    private CompletableFuture<GatewaySession> opening() {
        return gateway.manager.internalSessions().open(SessionOpenRequest.named("own"), "test");
    }

    private GatewaySession open() {
        return Await.result(opening());
    }

    @Test
    void itTakesNoneOfThePlacesThatClientsHave() {
        gateway = new Gateway(FakeScript.OBEDIENT, Gateway.sessions(sessions -> sessions.max(1)));
        GatewaySession client = gateway.open();
        assertThat(open().state()).isEqualTo(SessionState.READY);
        assertThat(gateway.manager.slotsTaken()).isEqualTo(1);
        Await.result(gateway.manager.close(client.id(), Gateway.ALICE, CloseReason.CLIENT_CLOSE));
        assertThat(gateway.manager.slotsTaken()).isZero();
        gateway.shutdown();
        assertThat(gateway.leftovers()).isEmpty();
        assertThat(gateway.manager.slotsTaken()).isZero();
    }

    @Test
    void noLeaseAndNoGraceEndsIt() {
        GatewaySession session = open();
        session.observe(StreamStart.OLDEST, () -> {}).close();
        gateway.time.freezeFor(Duration.ofDays(2));
        assertThat(Await.result(gateway.manager.closeExpiredLeases(gateway.time.nanoTime())))
                .isZero();
        gateway.time.advance(Duration.ofHours(2));
        assertThat(session.state()).isEqualTo(SessionState.READY);
    }

    @Test
    void nobodyFindsItNotEvenAnAdministratorAndNotEvenWhenItIsOver() {
        GatewaySession session = open();
        ClientIdentity pretender = new ClientIdentity(session.owner(), true, true);
        assertUnknown(session, pretender);
        assertThat(Await.result(gateway.manager.revokeOwner(session.owner()))).isZero();
        gateway.worker().crash(WorkerErrorCode.LOST, "gone");
        assertThat(session.state()).isEqualTo(SessionState.FAULTED);
        assertUnknown(session, pretender);
        assertThat(gateway.manager.endedSessions()).isEmpty();
    }

    private void assertUnknown(GatewaySession session, ClientIdentity identity) {
        assertThatThrownBy(() -> gateway.manager.find(session.id(), identity))
                .isInstanceOfSatisfying(
                        SessionException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(SessionErrorCode.SESSION_NOT_FOUND));
        assertThatThrownBy(() -> gateway.manager.events(session.id(), identity, StreamStart.OLDEST, () -> {}))
                .isInstanceOf(SessionException.class);
        assertThatThrownBy(() -> gateway.manager.close(session.id(), identity, CloseReason.CLIENT_CLOSE))
                .isInstanceOf(SessionException.class);
    }

    @Test
    void itIsNoSessionInTheMetricsButItsFaultsCount() {
        GatewaySession session = open();
        assertThat(gateway.gauge(GatewayMetric.SESSIONS_OPEN)).isZero();
        assertThat(gateway.counter(GatewayMetric.SESSIONS_OPENED)).isZero();
        gateway.worker().crash(WorkerErrorCode.LOST, "gone");
        assertThat(session.state()).isEqualTo(SessionState.FAULTED);
        assertThat(gateway.gauge(GatewayMetric.SESSIONS_OPEN)).isZero();
        assertThat(gateway.counter(GatewayMetric.FAULTS, "LOST")).isEqualTo(1);
        Await.result(gateway.manager.internalSessions().close(open(), CloseReason.FAULTED));
        assertThat(gateway.counter(GatewayMetric.SESSIONS_CLOSED, "faulted")).isZero();
    }

    @Test
    void anOpeningThatFailsIsNoFailureOfAClients() {
        gateway = new Gateway(new FakeScript() {
            @Override
            public CompletableFuture<Void> start(FakeWorker worker) {
                return CompletableFuture.failedFuture(new IllegalStateException("no"));
            }
        });
        assertThat(gateway.refused(opening()).code()).isEqualTo(SessionErrorCode.OPEN_FAILED);
        assertThat(gateway.counter(GatewayMetric.SESSIONS_OPEN_FAILURES, "OPEN_FAILED"))
                .isZero();
        assertThat(gateway.leftovers()).isEmpty();
    }

    @Test
    void itIsNotSubscribedToAlarmsByItself() {
        gateway = new Gateway(
                FakeScript.OBEDIENT,
                GatewayOptions.DEFAULT.withAlarms(new AlarmOptions(true, "\\\\H\\Galaxy!A", "", "", true, true)));
        open();
        assertThat(gateway.worker().commands()).isEmpty();
    }

    @Test
    void itsEventsAreReadAndItsCommandsExecuted() {
        GatewaySession session = open();
        EventCursor cursor = session.observe(StreamStart.OLDEST, () -> {});
        gateway.worker().emit(2);
        assertThat(cursor.poll().sequence()).isEqualTo(1);
        assertThat(cursor.poll().sequence()).isEqualTo(2);
        Await.result(
                gateway.manager.internalSessions().invoke(session, new MxCommand.Ping("x"), Duration.ofSeconds(5)));
        assertThat(gateway.worker().timeouts()).containsExactly(Duration.ofSeconds(5));
    }

    @Test
    void theWayToThemIsClosedForSessionsOfClients() {
        GatewaySession session = gateway.open();
        assertThatThrownBy(() -> gateway.manager.internalSessions().close(session, CloseReason.FAULTED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aShutdownEndsItAndItsReadersAreToldSo() {
        GatewaySession session = open();
        EventCursor cursor = session.observe(StreamStart.OLDEST, () -> {});
        gateway.shutdown();
        assertThat(session.state()).isEqualTo(SessionState.CLOSED);
        assertThat(cursor.poll()).isNull();
        assertThat(cursor.end().cause()).isEqualTo(StreamEnd.Cause.GATEWAY_SHUTDOWN);
        assertThat(gateway.refused(opening()).code()).isEqualTo(SessionErrorCode.SHUTTING_DOWN);
        assertThat(gateway.leftovers()).isEmpty();
    }
}
