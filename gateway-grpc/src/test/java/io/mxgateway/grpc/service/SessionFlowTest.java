package io.mxgateway.grpc.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.session.DefaultSessionManager;
import io.mxgateway.core.session.DefaultSessionRegistry;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeWorkers;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.grpc.codec.CommandCodec;
import io.mxgateway.proto.v1.CloseSessionReply;
import io.mxgateway.proto.v1.CloseSessionRequest;
import io.mxgateway.proto.v1.MxCommandReply;
import io.mxgateway.proto.v1.MxCommandRequest;
import io.mxgateway.proto.v1.OpenSessionReply;
import io.mxgateway.proto.v1.OpenSessionRequest;
import io.mxgateway.proto.v1.ProtocolStatusCode;
import io.mxgateway.proto.v1.SessionState;
import io.mxgateway.proto.v1.StreamEventsRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A session's life as a client sees it. */
@ExtendWith(NothingLeftBehind.class)
class SessionFlowTest {
    private final FakeWorkers workers = new FakeWorkers();
    private final DefaultSessionManager sessions = new DefaultSessionManager(
            new DefaultSessionRegistry(), workers, GatewayOptions.DEFAULT, GatewayMetrics.NONE);
    private final TestServer server = new TestServer(sessions);

    @AfterEach
    void stop() {
        Await.result(sessions.shutdown());
        server.close();
    }

    @Test
    void aSessionIsOpenedUsedStreamedAndClosed() {
        OpenSessionReply opened = server.blocking()
                .openSession(OpenSessionRequest.newBuilder()
                        .setClientSessionName("historian")
                        .setCommandTimeout(Duration.newBuilder().setSeconds(5_000))
                        .build());
        assertThat(opened.getSessionId()).matches("session-[0-9a-f]{32}");
        assertThat(opened.getBackendName()).isEqualTo("simulator");
        assertThat(opened.getWorkerProcessId()).isEqualTo(4711);
        assertThat(opened.getWorkerProtocolVersion()).isEqualTo(1);
        assertThat(opened.getGatewayProtocolVersion()).isEqualTo(3);
        assertThat(opened.getDefaultCommandTimeout().getSeconds()).isEqualTo(300);
        assertThat(opened.getLeaseDuration().getSeconds()).isEqualTo(1800);
        assertThat(opened.getCapabilitiesList())
                .containsExactly(
                        "bulk",
                        "read-bulk",
                        "sparse-array",
                        "replay",
                        "from-oldest",
                        "fan-out",
                        "drain-events",
                        "error-info");
        assertThat(opened.getProtocolStatus().getCode()).isEqualTo(ProtocolStatusCode.PROTOCOL_STATUS_CODE_OK);

        MxCommandReply reply = server.blocking()
                .invoke(MxCommandRequest.newBuilder()
                        .setSessionId(opened.getSessionId())
                        .setClientCorrelationId("mine")
                        .setCommand(CommandCodec.encode(new MxCommand.Advise(1, 2)))
                        .build());
        assertThat(reply.getSessionId()).isEqualTo(opened.getSessionId());
        assertThat(reply.getClientCorrelationId()).isEqualTo("mine");
        assertThat(workers.last().commands()).containsExactly(new MxCommand.Advise(1, 2));

        workers.last().emit(3);
        var events = server.blocking()
                .streamEvents(StreamEventsRequest.newBuilder()
                        .setSessionId(opened.getSessionId())
                        .build());
        for (int i = 1; i <= 3; i++) {
            var event = events.next();
            assertThat(event.getWorkerSequence()).isEqualTo(i);
            assertThat(event.getValue().getInt32Value()).isEqualTo(i);
        }

        CloseSessionReply closed = server.blocking()
                .closeSession(CloseSessionRequest.newBuilder()
                        .setSessionId(opened.getSessionId())
                        .build());
        assertThat(closed.getSessionId()).isEqualTo(opened.getSessionId());
        assertThat(closed.getFinalState()).isEqualTo(SessionState.SESSION_STATE_CLOSED);
        assertThat(closed.getProtocolStatus().getCode()).isEqualTo(ProtocolStatusCode.PROTOCOL_STATUS_CODE_OK);
        assertThat(events.hasNext()).isFalse();
        assertThat(sessions.slotsTaken()).isZero();
    }
}
