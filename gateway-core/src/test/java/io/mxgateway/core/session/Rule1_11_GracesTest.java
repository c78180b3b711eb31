package io.mxgateway.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.event.EventCursor;
import io.mxgateway.core.event.StreamStart;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeScript;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class Rule1_11_GracesTest {
    private static final Duration DETACH = Duration.ofSeconds(30);
    private static final Duration UNUSED = Duration.ofMinutes(1);

    private Gateway gateway = new Gateway();

    private int sweep() {
        return Await.result(gateway.manager.closeExpiredLeases(gateway.time.nanoTime()));
    }

    private EventCursor stream(GatewaySession session) {
        return gateway.manager.events(session.id(), Gateway.ALICE, StreamStart.LIVE, () -> {});
    }

    @Test
    void aSessionWhoseLastStreamLeftAndDidNotReturnIsClosed() {
        GatewaySession session = gateway.open();
        stream(session).close();
        gateway.time.freezeFor(DETACH.minusNanos(1));
        assertThat(sweep()).isZero();
        gateway.time.freezeFor(Duration.ofNanos(1));
        assertThat(sweep()).isEqualTo(1);
        assertThat(session.closeReason()).contains(CloseReason.DETACH_GRACE_EXPIRED);
    }

    @Test
    void aStreamThatReturnsInTimeOrThatStaysKeepsTheSession() {
        GatewaySession session = gateway.open();
        EventCursor one = stream(session);
        EventCursor other = stream(session);
        one.close();
        gateway.time.freezeFor(DETACH.multipliedBy(2));
        assertThat(sweep()).as("another stream is still there").isZero();
        other.close();
        gateway.time.freezeFor(DETACH.minusNanos(1));
        EventCursor returned = stream(session);
        gateway.time.freezeFor(DETACH.multipliedBy(2));
        assertThat(sweep()).isZero();
        returned.close();
        gateway.time.freezeFor(DETACH);
        assertThat(sweep()).isEqualTo(1);
    }

    @Test
    void aSessionThatNeverHadAStreamHasNoDetachGrace() {
        GatewaySession session = gateway.open();
        gateway.invoke(session, new MxCommand.Ping(""));
        gateway.time.freezeFor(DETACH.multipliedBy(10));
        assertThat(sweep()).isZero();
    }

    @Test
    void aSessionWithNeitherCommandNorStreamSinceItsOpeningIsClosed() {
        GatewaySession session = gateway.open();
        gateway.manager.find(session.id(), Gateway.ALICE);
        gateway.time.freezeFor(UNUSED.minusNanos(1));
        assertThat(sweep()).isZero();
        gateway.time.freezeFor(Duration.ofNanos(1));
        assertThat(sweep()).isEqualTo(1);
        assertThat(session.closeReason()).contains(CloseReason.UNUSED);
    }

    @Test
    void oneCommandOrOneStreamMakesASessionAUsedOne() {
        GatewaySession commanded = gateway.open();
        gateway.invoke(commanded, new MxCommand.GetSessionState());
        GatewaySession streamed = gateway.open();
        stream(streamed);
        gateway.time.freezeFor(UNUSED.multipliedBy(2));
        assertThat(sweep()).isZero();
    }

    @Test
    void zeroSwitchesAGraceOff() {
        gateway = new Gateway(
                FakeScript.OBEDIENT,
                Gateway.sessions(s -> s.detachGrace(Duration.ZERO).unusedGrace(Duration.ZERO)));
        stream(gateway.open()).close();
        gateway.open();
        gateway.time.freezeFor(Duration.ofSeconds(1799));
        assertThat(sweep()).isZero();
    }

    @Test
    void aLeaseThatHasAlsoRunOutWins() {
        GatewaySession detached = gateway.open();
        stream(detached).close();
        GatewaySession unused = gateway.open();
        gateway.time.freezeFor(Duration.ofMinutes(30));
        assertThat(sweep()).isEqualTo(2);
        assertThat(detached.closeReason()).contains(CloseReason.LEASE_EXPIRED);
        assertThat(unused.closeReason()).contains(CloseReason.LEASE_EXPIRED);
    }
}
