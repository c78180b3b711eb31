package io.mxgateway.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mxgateway.core.event.StreamStart;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.testing.FakeScript;
import io.mxgateway.core.testing.FakeWorker;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class Rule1_6_OnlyReadyTest {
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final Gateway gateway = new Gateway(new FakeScript() {
        @Override
        public CompletableFuture<Void> shutdown(FakeWorker worker) {
            return gone;
        }
    });

    private static void assertNamesBothStates(SessionException refused, String session, String worker) {
        assertThat(refused.code()).isEqualTo(SessionErrorCode.SESSION_NOT_READY);
        assertThat(refused).hasMessageContaining("state=" + session).hasMessageContaining("worker=" + worker);
        assertThat(refused.facts())
                .containsEntry(SessionFacts.SESSION_STATE, session)
                .containsEntry(SessionFacts.WORKER_STATE, worker);
    }

    @Test
    void aClosingSessionRefusesCommandsAndStreamsNamingBothStates() {
        GatewaySession session = gateway.open();
        gateway.manager.close(session.id(), Gateway.ALICE, CloseReason.CLIENT_CLOSE);

        for (MxCommand command : new MxCommand[] {new MxCommand.Ping(""), new MxCommand.DrainEvents(0)}) {
            SessionException refused = gateway.refused(gateway.invoking(session, command));
            assertNamesBothStates(refused, "CLOSING", "CLOSING");
            assertThat(refused.facts()).containsEntry(SessionFacts.CLOSE_REASON, "client-close");
        }
        SessionException stream = catchThrowableOfType(
                SessionException.class,
                () -> gateway.manager.events(session.id(), Gateway.ALICE, StreamStart.OLDEST, () -> {}));
        assertNamesBothStates(stream, "CLOSING", "CLOSING");
        assertThat(gateway.worker().commands()).isEmpty();
        gone.complete(null);
    }

    @Test
    void aSessionThatIsStillOpeningRefusesCommands() {
        CompletableFuture<Void> start = new CompletableFuture<>();
        Gateway slow = new Gateway(new FakeScript() {
            @Override
            public CompletableFuture<Void> start(FakeWorker worker) {
                return start;
            }
        });
        slow.opening();
        String id = slow.worker().sessionId();
        assertNamesBothStates(
                slow.refused(slow.manager.invoke(id, Gateway.ALICE, CommandRequest.of(new MxCommand.Ping("")))),
                "CREATING",
                "STARTING");
        slow.shutdown();
    }
}
