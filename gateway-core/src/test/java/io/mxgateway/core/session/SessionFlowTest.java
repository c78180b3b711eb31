package io.mxgateway.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.event.EventCursor;
import io.mxgateway.core.event.StreamStart;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeWorkers;
import io.mxgateway.core.testing.NothingLeftBehind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class SessionFlowTest {
    @Test
    void aSessionIsOpenedUsedStreamedAndClosedAndLeavesNothing() {
        Gateway gateway = new Gateway();
        GatewaySession session = gateway.open();
        assertThat(session.state()).isEqualTo(SessionState.READY);
        assertThat(gateway.gauge(GatewayMetric.SESSIONS_OPEN)).isEqualTo(1);

        assertThat(gateway.invoke(session, new MxCommand.Ping("x")).status().isOk())
                .isTrue();

        gateway.worker().emit(3);
        EventCursor cursor = gateway.manager.events(session.id(), Gateway.ALICE, StreamStart.LIVE, () -> {});
        assertThat(cursor.poll().sequence()).isEqualTo(1);
        assertThat(cursor.poll().sequence()).isEqualTo(2);
        assertThat(cursor.poll().sequence()).isEqualTo(3);
        assertThat(cursor.poll()).isNull();

        SessionCloseResult result =
                Await.result(gateway.manager.close(session.id(), Gateway.ALICE, CloseReason.CLIENT_CLOSE));
        assertThat(result)
                .isEqualTo(new SessionCloseResult(session.id(), SessionState.CLOSED, CloseReason.CLIENT_CLOSE));
        assertThat(cursor.poll()).isNull();
        assertThat(cursor.end().text()).isEqualTo("client-close");
        assertThat(gateway.leftovers()).isEmpty();
        gateway.shutdown();
        assertThat(gateway.time.pendingTimers()).isZero();
    }

    @Test
    void anEmbeddersManagerRunsOnItsOwnTimerAndEndsItWithTheShutdown() {
        var manager = new DefaultSessionManager(
                new DefaultSessionRegistry(), new FakeWorkers(), GatewayOptions.DEFAULT, new InMemoryMetrics());
        assertThat(Thread.getAllStackTraces().keySet())
                .as("nothing runs before the first session")
                .noneMatch(thread -> thread.getName().equals("mxgateway-sessions"));
        var session = manager.open(SessionOpenRequest.named("historian"), ClientIdentity.anonymous())
                .toCompletableFuture()
                .join();
        assertThat(session.clientName()).isEqualTo("historian");
        Await.result(manager.shutdown());
    }
}
