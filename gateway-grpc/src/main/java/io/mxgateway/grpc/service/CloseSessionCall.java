package io.mxgateway.grpc.service;

import io.mxgateway.core.mx.ProtocolStatus;
import io.mxgateway.core.session.CloseReason;
import io.mxgateway.core.session.SessionCloseResult;
import io.mxgateway.core.session.SessionManager;
import io.mxgateway.grpc.codec.StatusCodec;
import io.mxgateway.proto.v1.CloseSessionReply;
import io.mxgateway.proto.v1.CloseSessionRequest;
import java.util.concurrent.CompletionStage;

/** CloseSession. It goes on when the client does not wait for it. */
final class CloseSessionCall implements UnaryCall<CloseSessionRequest, SessionCloseResult, CloseSessionReply> {
    private final SessionManager sessions;

    CloseSessionCall(SessionManager sessions) {
        this.sessions = sessions;
    }

    @Override
    public CompletionStage<SessionCloseResult> begin(CloseSessionRequest request, CallFacts call) {
        return sessions.close(request.getSessionId(), call.identity(), CloseReason.CLIENT_CLOSE);
    }

    @Override
    public CloseSessionReply reply(CloseSessionRequest request, SessionCloseResult result) {
        return CloseSessionReply.newBuilder()
                .setSessionId(result.sessionId())
                .setFinalStateValue(result.finalState().number())
                .setProtocolStatus(StatusCodec.encode(ProtocolStatus.OK))
                .build();
    }

    @Override
    public String sessionOf(CloseSessionRequest request) {
        return request.getSessionId();
    }

    @Override
    public String clientCorrelationOf(CloseSessionRequest request) {
        return request.getClientCorrelationId();
    }

    @Override
    public void abandon(CompletionStage<SessionCloseResult> begun, CallFacts call) {
        // The close goes on.
    }
}
