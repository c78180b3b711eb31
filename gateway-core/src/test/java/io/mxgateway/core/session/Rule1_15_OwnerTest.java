package io.mxgateway.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mxgateway.core.event.EventCursor;
import io.mxgateway.core.event.StreamEnd;
import io.mxgateway.core.event.StreamStart;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.testing.Await;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class Rule1_15_OwnerTest {
    private final Gateway gateway = new Gateway();
    private final GatewaySession session = gateway.open();

    private List<BiConsumer<String, ClientIdentity>> calls() {
        DefaultSessionManager manager = gateway.manager;
        return List.of(
                manager::find,
                (id, who) -> manager.invoke(id, who, CommandRequest.of(new MxCommand.Ping(""))),
                (id, who) -> manager.events(id, who, StreamStart.LIVE, () -> {}),
                (id, who) -> manager.events(id, who, StreamStart.after(1), () -> {}),
                (id, who) -> manager.close(id, who, CloseReason.CLIENT_CLOSE),
                (id, who) -> manager.kill(id, who, CloseReason.ADMIN_KILL));
    }

    @Test
    void anotherKeyIsToldWhatIsToldAboutAnIdThatDoesNotExist() {
        String unknown = "session-00000000000000000000000000000000";
        for (BiConsumer<String, ClientIdentity> call : calls()) {
            SessionException foreign =
                    catchThrowableOfType(SessionException.class, () -> call.accept(session.id(), Gateway.BOB));
            SessionException missing =
                    catchThrowableOfType(SessionException.class, () -> call.accept(unknown, Gateway.BOB));
            assertThat(foreign.code()).isEqualTo(SessionErrorCode.SESSION_NOT_FOUND);
            assertThat(foreign.getMessage().replace(session.id(), unknown)).isEqualTo(missing.getMessage());
            assertThat(foreign.facts().keySet()).isEqualTo(missing.facts().keySet());
        }
        assertThat(session.state()).isEqualTo(SessionState.READY);
        assertThat(gateway.worker().commands()).isEmpty();
    }

    @Test
    void anEmptyIdIsAnInvalidRequest() {
        for (BiConsumer<String, ClientIdentity> call : calls()) {
            assertThat(catchThrowableOfType(SessionException.class, () -> call.accept(" ", Gateway.ALICE))
                            .code())
                    .isEqualTo(SessionErrorCode.INVALID_REQUEST);
        }
    }

    @Test
    void anAdminMayUseTheSessionsOfOthers() {
        gateway.worker().emit(2);
        EventCursor stream = gateway.manager.events(session.id(), Gateway.ADMIN, StreamStart.after(1), () -> {});
        assertThat(stream.poll().sequence()).isEqualTo(2);
        assertThat(Await.result(gateway.manager.invoke(
                                session.id(), Gateway.ADMIN, CommandRequest.of(new MxCommand.Ping(""))))
                        .status()
                        .isOk())
                .isTrue();
        Await.result(gateway.manager.kill(session.id(), Gateway.ADMIN, CloseReason.ADMIN_KILL));
        assertThat(session.state()).isEqualTo(SessionState.CLOSED);
    }

    @Test
    void anIdFromOutsideIsQuotedSafely() {
        SessionException refused = catchThrowableOfType(
                SessionException.class, () -> gateway.manager.find("x\n" + "y".repeat(500), Gateway.ALICE));
        assertThat(refused.getMessage()).doesNotContain("\n").hasSizeLessThan(200);
    }

    @Test
    void aRevokedOwnersSessionsCloseAndItsStreamsEndAsRevoked() {
        GatewaySession ofBob = Await.result(gateway.manager.open(SessionOpenRequest.named("b"), Gateway.BOB));
        EventCursor stream = gateway.manager.events(session.id(), Gateway.ALICE, StreamStart.LIVE, () -> {});

        assertThat(Await.result(gateway.manager.revokeOwner("alice"))).isEqualTo(1);

        assertThat(session.closeReason()).contains(CloseReason.OWNER_REVOKED);
        assertThat(stream.poll()).isNull();
        assertThat(stream.end().cause()).isEqualTo(StreamEnd.Cause.REVOKED);
        assertThat(gateway.counter(GatewayMetric.SESSIONS_CLOSED, "owner-revoked"))
                .isEqualTo(1);
        assertThat(ofBob.state()).isEqualTo(SessionState.READY);
    }
}
