package io.mxgateway.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeScript;
import io.mxgateway.core.testing.FakeWorker;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class Rule1_14_LimitsTest {
    private static final FakeScript NEVER_ANSWERS = new FakeScript() {
        @Override
        public CompletableFuture<MxReply> execute(FakeWorker worker, MxCommand command) {
            return new CompletableFuture<>();
        }
    };

    @Test
    void aSessionMoreThanTheLimitIsRefusedUntilOneEnds() {
        Gateway gateway = new Gateway(FakeScript.OBEDIENT, Gateway.sessions(s -> s.max(2)));
        GatewaySession first = gateway.open();
        gateway.open();
        assertThat(gateway.refused(gateway.opening()).code()).isEqualTo(SessionErrorCode.SESSION_LIMIT_EXCEEDED);
        Await.result(gateway.manager.close(first.id(), Gateway.ALICE, CloseReason.CLIENT_CLOSE));
        assertThat(gateway.open().state()).isEqualTo(SessionState.READY);
    }

    @Test
    void aKeyHasALimitOfItsOwnAndWhoeverHasNoKeyIsExempt() {
        Gateway gateway = new Gateway(FakeScript.OBEDIENT, Gateway.sessions(s -> s.maxPerKey(1)));
        GatewaySession ofAlice = gateway.open();
        SessionException refused = gateway.refused(gateway.opening());
        assertThat(refused.code()).isEqualTo(SessionErrorCode.KEY_SESSION_LIMIT);
        assertThat(refused.facts()).containsEntry(SessionFacts.LIMIT, "1");
        assertThat(gateway.manager.open(SessionOpenRequest.named("x"), Gateway.BOB))
                .isCompleted();
        for (int i = 0; i < 3; i++) {
            assertThat(gateway.manager.open(SessionOpenRequest.named("x"), ClientIdentity.anonymous()))
                    .isCompleted();
        }
        Await.result(gateway.manager.close(ofAlice.id(), Gateway.ALICE, CloseReason.CLIENT_CLOSE));
        assertThat(gateway.open().state()).isEqualTo(SessionState.READY);
    }

    @Test
    void aSlotIsGivenBackOnceHoweverOftenThatIsAskedFor() {
        Slots slots = new Slots(2, 1);
        Slots.Slot one = slots.take(Gateway.ALICE);
        slots.take(Gateway.BOB);
        one.release();
        one.release();
        assertThat(slots.taken()).isEqualTo(1);
        assertThat(slots.keys()).isEqualTo(1);
    }

    @Test
    void oneCommandMoreThanMayBePendingFailsFast() {
        Gateway gateway = new Gateway(NEVER_ANSWERS, Gateway.sessions(s -> s.maxPending(2)));
        GatewaySession session = gateway.open();
        CompletableFuture<MxReply> first = gateway.invoking(session, new MxCommand.Ping(""));
        gateway.invoking(session, new MxCommand.Ping(""));
        SessionException refused = gateway.refused(gateway.invoking(session, new MxCommand.Ping("")));
        assertThat(refused.code()).isEqualTo(SessionErrorCode.PENDING_LIMIT_EXCEEDED);
        assertThat(refused).hasMessageContaining("sessions.max-pending-commands=2");
        first.cancel(true);
        assertThat(gateway.invoking(session, new MxCommand.Ping(""))).isNotDone();
    }
}
