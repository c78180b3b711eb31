package io.mxgateway.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.config.WorkerOptions;
import io.mxgateway.core.event.StreamStart;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.testing.FakeScript;
import io.mxgateway.core.testing.FakeWorker;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class Rule2_6_WhoAnswersTest {
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final FakeScript script = new FakeScript() {
        @Override
        public CompletableFuture<MxReply> execute(FakeWorker worker, MxCommand command) {
            return command instanceof MxCommand.Advise
                    ? new CompletableFuture<>()
                    : FakeScript.OBEDIENT.execute(worker, command);
        }

        @Override
        public CompletableFuture<Void> shutdown(FakeWorker worker) {
            return gone;
        }
    };
    private final Gateway gateway = new Gateway(script);

    private static List<Long> drain(Gateway gateway, GatewaySession session, int max) {
        MxReply reply = gateway.invoke(session, new MxCommand.DrainEvents(max));
        return ((MxReplyPayload.DrainedEvents) reply.payload())
                .events().stream().map(MxEvent::sequence).toList();
    }

    @Test
    void pingAndGetWorkerInfoAreTheWorkersToAnswer() {
        GatewaySession session = gateway.open();
        gateway.invoke(session, new MxCommand.Ping("x"));
        gateway.invoke(session, new MxCommand.GetWorkerInfo());
        assertThat(gateway.worker().commands()).containsExactly(new MxCommand.Ping("x"), new MxCommand.GetWorkerInfo());
    }

    @Test
    void getSessionStateIsTheGatewaysToAnswer() {
        GatewaySession session = gateway.open();
        gateway.worker().emit(7);
        gateway.manager.events(session.id(), Gateway.ALICE, StreamStart.LIVE, () -> {});
        gateway.invoking(session, new MxCommand.Advise(1, 1));
        MxReply reply = gateway.invoke(session, new MxCommand.GetSessionState());
        assertThat(reply.kind()).isEqualTo(MxCommandKind.GET_SESSION_STATE);
        assertThat(reply.status().isOk()).isTrue();
        assertThat(reply.payload()).isEqualTo(new MxReplyPayload.SessionStateInfo(6, "READY", 1, 7, 1));
        assertThat(gateway.worker().commands()).containsExactly(new MxCommand.Advise(1, 1));
    }

    @Test
    void getSessionStateIsAnsweredInAnyState() {
        GatewaySession session = gateway.open();
        gateway.manager.close(session.id(), Gateway.ALICE, CloseReason.CLIENT_CLOSE);
        assertThat(gateway.invoke(session, new MxCommand.GetSessionState()).payload())
                .isEqualTo(new MxReplyPayload.SessionStateInfo(7, "CLOSING", 0, 0, 0));
        gone.complete(null);

        Gateway slow = new Gateway(new FakeScript() {
            @Override
            public CompletableFuture<Void> start(FakeWorker worker) {
                return new CompletableFuture<>();
            }
        });
        slow.opening();
        MxReply opening = slow.manager
                .invoke(slow.worker().sessionId(), Gateway.ALICE, CommandRequest.of(new MxCommand.GetSessionState()))
                .join();
        assertThat(opening.payload()).isEqualTo(new MxReplyPayload.SessionStateInfo(1, "STARTING", 0, 0, 0));
    }

    @Test
    void drainEventsIsTheGatewaysToAnswerAndGoesOnWhereItEnded() {
        GatewaySession session = gateway.open();
        gateway.worker().emit(5);
        assertThat(drain(gateway, session, 2)).containsExactly(1L, 2L);
        assertThat(drain(gateway, session, 0)).containsExactly(3L, 4L, 5L);
        assertThat(drain(gateway, session, 0)).isEmpty();
        assertThat(gateway.worker().commands()).isEmpty();
        assertThat(session.subscribers()).isZero();
    }

    @Test
    void drainEventsStopsBelowTheMessageLimit() {
        WorkerOptions d = WorkerOptions.DEFAULT;
        int limit = 128 << 10;
        Gateway small = new Gateway(
                FakeScript.OBEDIENT,
                GatewayOptions.DEFAULT.withWorkers(new WorkerOptions(
                        d.startupTimeout(),
                        d.shutdownTimeout(),
                        d.killTimeout(),
                        d.heartbeatInterval(),
                        d.heartbeatGrace(),
                        d.heartbeatCeiling(),
                        limit,
                        d.maxColdStarts(),
                        d.coldStartWait(),
                        d.maxWarmAge())));
        GatewaySession session = small.open();
        small.worker().emit(5000);
        MxReply reply = small.invoke(session, new MxCommand.DrainEvents(0));
        List<MxEvent> events = ((MxReplyPayload.DrainedEvents) reply.payload()).events();
        assertThat(events).isNotEmpty().hasSizeLessThan(5000);
        assertThat(events.stream().mapToInt(MxEvent::approximateBytes).sum()).isLessThan(limit);
        int total = events.size();
        for (int more = -1; more != 0; total += more) {
            more = drain(small, session, 0).size();
        }
        assertThat(total).isEqualTo(5000);
    }

    @Test
    void shutdownWorkerIsACloseOfTheSession() {
        GatewaySession session = gateway.open();
        CompletableFuture<MxReply> reply = gateway.invoking(session, new MxCommand.ShutdownWorker());
        assertThat(session.state()).isEqualTo(SessionState.CLOSING);
        assertThat(reply).isNotDone();
        gone.complete(null);
        assertThat(reply.join().kind()).isEqualTo(MxCommandKind.SHUTDOWN_WORKER);
        assertThat(reply.join().status().isOk()).isTrue();
        assertThat(session.closeReason()).contains(CloseReason.CLIENT_CLOSE);
        assertThat(gateway.worker().commands()).isEmpty();
        assertThat(gateway.leftovers()).isEmpty();
    }

    @Test
    void shutdownWorkerReportsACloseThatFailed() {
        GatewaySession session = gateway.open();
        CompletableFuture<MxReply> reply = gateway.invoking(session, new MxCommand.ShutdownWorker());
        gone.completeExceptionally(new WorkerException(WorkerErrorCode.SHUTDOWN_FAILED, "no"));
        assertThat(gateway.refused(reply).code()).isEqualTo(SessionErrorCode.CLOSE_FAILED);
    }
}
