package io.mxgateway.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.event.EventCursor;
import io.mxgateway.core.event.StreamStart;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyData;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeScript;
import io.mxgateway.core.testing.FakeWorker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class Rule1_10_LeaseTest {
    private static final GatewayOptions LEASE_ONLY =
            Gateway.sessions(s -> s.detachGrace(Duration.ZERO).unusedGrace(Duration.ZERO));
    private static final Duration LEASE = Duration.ofMinutes(30);

    private final List<CompletableFuture<MxReply>> replies = new ArrayList<>();
    private final Gateway gateway = new Gateway(
            new FakeScript() {
                @Override
                public CompletableFuture<MxReply> execute(FakeWorker worker, MxCommand command) {
                    CompletableFuture<MxReply> reply = new CompletableFuture<>();
                    replies.add(reply);
                    return reply;
                }
            },
            LEASE_ONLY);

    private int sweep() {
        return Await.result(gateway.manager.closeExpiredLeases(gateway.time.nanoTime()));
    }

    @Test
    void aSessionThatNobodyNamesForTheLeaseIsClosed() {
        GatewaySession session = gateway.open();
        gateway.time.freezeFor(LEASE.minusNanos(1));
        assertThat(sweep()).isZero();
        gateway.time.freezeFor(Duration.ofNanos(1));
        assertThat(sweep()).isEqualTo(1);
        assertThat(session.closeReason()).contains(CloseReason.LEASE_EXPIRED);
        assertThat(gateway.counter(GatewayMetric.SESSIONS_CLOSED, "lease-expired"))
                .isEqualTo(1);
    }

    @Test
    void theTimerSweepsEvery30Seconds() {
        GatewaySession session = gateway.open();
        gateway.time.advance(LEASE.plusSeconds(30));
        assertThat(session.state()).isEqualTo(SessionState.CLOSED);
    }

    @Test
    void everyCallOfTheOwnerOrAnAdminRenewsItWhateverItsOutcome() {
        GatewaySession session = gateway.open();
        List<Runnable> calls = List.of(
                () -> gateway.manager.find(session.id(), Gateway.ALICE),
                () -> gateway.manager.find(session.id(), Gateway.ADMIN),
                () -> gateway.invoking(session, new MxCommand.GetSessionState()),
                () -> gateway.invoking(session, new MxCommand.DrainEvents(-1)));
        for (Runnable call : calls) {
            gateway.time.freezeFor(LEASE.minusNanos(1));
            call.run();
            assertThat(sweep()).isZero();
        }
        gateway.time.freezeFor(LEASE);
        assertThat(sweep()).isEqualTo(1);
    }

    @Test
    void aStrangersCallDoesNotRenewIt() {
        GatewaySession session = gateway.open();
        gateway.time.freezeFor(LEASE.minusNanos(1));
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> gateway.manager.find(session.id(), Gateway.BOB))
                .isInstanceOf(SessionException.class);
        gateway.time.freezeFor(Duration.ofNanos(1));
        assertThat(sweep()).isEqualTo(1);
    }

    @Test
    void itDoesNotRunOutWhileACommandIsPendingAndBeginsAnewWithItsCompletion() {
        GatewaySession session = gateway.open();
        gateway.invoking(session, new MxCommand.Ping(""));
        gateway.time.freezeFor(LEASE.multipliedBy(3));
        assertThat(sweep()).isZero();
        replies.get(0).complete(MxReplyData.ok(io.mxgateway.core.mx.MxCommandKind.PING));
        gateway.time.freezeFor(LEASE.minusNanos(1));
        assertThat(sweep()).isZero();
        gateway.time.freezeFor(Duration.ofNanos(1));
        assertThat(sweep()).isEqualTo(1);
        assertThat(session.state()).isEqualTo(SessionState.CLOSED);
    }

    @Test
    void itDoesNotRunOutWhileAStreamIsAttachedAndBeginsAnewWhenTheLastLeaves() {
        GatewaySession session = gateway.open();
        EventCursor stream = gateway.manager.events(session.id(), Gateway.ALICE, StreamStart.LIVE, () -> {});
        gateway.time.freezeFor(LEASE.multipliedBy(3));
        assertThat(sweep()).isZero();
        stream.close();
        gateway.time.freezeFor(LEASE.minusNanos(1));
        assertThat(sweep()).isZero();
        gateway.time.freezeFor(Duration.ofNanos(1));
        assertThat(sweep()).isEqualTo(1);
    }

    @Test
    void theDecisionIsMadeAgainInTheStepThatActsOnIt() {
        GatewaySession session = gateway.open();
        gateway.time.freezeFor(LEASE);
        long now = gateway.time.nanoTime();
        assertThat(session.isOverdue(now)).isTrue();
        session.called();
        assertThat(session.claimOverdue(now)).isEqualTo(GatewaySession.Claim.REFUSED);
        assertThat(session.state()).isEqualTo(SessionState.READY);
    }

    @Test
    void aStepOfTheWallClockMovesNoLease() {
        gateway.open();
        gateway.time.stepWallClock(Duration.ofDays(365));
        assertThat(sweep()).isZero();
    }

    @Test
    void sessionsThatHangDoNotHoldUpTheOthersAndFailuresAreNotCounted() {
        List<CompletableFuture<Void>> going = new ArrayList<>();
        Gateway hanging = new Gateway(
                new FakeScript() {
                    @Override
                    public CompletableFuture<Void> shutdown(FakeWorker worker) {
                        CompletableFuture<Void> gone = new CompletableFuture<>();
                        going.add(gone);
                        return gone;
                    }
                },
                Gateway.sessions(s ->
                        s.detachGrace(Duration.ZERO).unusedGrace(Duration.ZERO).maxParallelCloses(2)));
        for (int i = 0; i < 5; i++) {
            hanging.open();
        }
        hanging.time.freezeFor(LEASE);
        CompletableFuture<Integer> sweep =
                hanging.manager.closeExpiredLeases(hanging.time.nanoTime()).toCompletableFuture();
        assertThat(going).as("two at a time").hasSize(2);
        // The first hangs until its bound; the second lets one after the other begin and end.
        for (int i = 1; i < 5; i++) {
            assertThat(going).hasSize(i + 1);
            going.get(i).complete(null);
        }
        assertThat(hanging.registry.size()).isEqualTo(1);
        assertThat(sweep).isNotDone();
        hanging.time.advance(Duration.ofSeconds(10));
        assertThat(sweep).isCompletedWithValue(4);
        assertThat(hanging.leftovers()).isEmpty();
    }
}
