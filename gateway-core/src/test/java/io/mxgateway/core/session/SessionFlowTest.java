package io.mxgateway.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.event.EventCursor;
import io.mxgateway.core.event.StreamStart;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.testing.Await;
import org.junit.jupiter.api.Test;

class SessionFlowTest {
    private final Gateway gateway = new Gateway();

    @Test
    void aSessionIsOpenedUsedStreamedAndClosedAndLeavesNothing() {
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
}
