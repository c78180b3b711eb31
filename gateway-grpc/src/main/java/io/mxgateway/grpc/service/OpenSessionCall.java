package io.mxgateway.grpc.service;

import io.mxgateway.core.mx.ProtocolStatus;
import io.mxgateway.core.session.ClientIdentity;
import io.mxgateway.core.session.CloseReason;
import io.mxgateway.core.session.GatewaySession;
import io.mxgateway.core.session.SessionManager;
import io.mxgateway.core.session.SessionOpenRequest;
import io.mxgateway.core.worker.WorkerDescription;
import io.mxgateway.grpc.codec.CodecException;
import io.mxgateway.grpc.codec.ProtocolVersions;
import io.mxgateway.grpc.codec.StatusCodec;
import io.mxgateway.grpc.codec.TimeCodec;
import io.mxgateway.proto.v1.OpenSessionReply;
import io.mxgateway.proto.v1.OpenSessionRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;

/** OpenSession. A session whose opener does not get to know it is closed again. */
final class OpenSessionCall implements UnaryCall<OpenSessionRequest, GatewaySession, OpenSessionReply> {

    private final SessionManager sessions;
    private final List<String> capabilities;
    private final Logger log;

    OpenSessionCall(SessionManager sessions, List<String> capabilities, Logger log) {
        this.sessions = sessions;
        this.capabilities = List.copyOf(capabilities);
        this.log = log;
    }

    @Override
    public CompletionStage<GatewaySession> begin(OpenSessionRequest request, CallFacts call) throws CodecException {
        Duration timeout =
                request.hasCommandTimeout() ? TimeCodec.decode(request.getCommandTimeout(), "command_timeout") : null;
        CompletionStage<GatewaySession> opening = sessions.open(
                new SessionOpenRequest(
                        request.getRequestedBackend(),
                        request.getClientSessionName(),
                        request.getClientCorrelationId(),
                        timeout),
                call.identity());
        // The session is known as its owner's by now. If the key ended before that, nobody has found it, and nobody
        // could use it.
        try {
            call.authority().requireStill();
        } catch (RuntimeException refused) {
            abandon(opening, call);
            throw refused;
        }
        return opening;
    }

    @Override
    public OpenSessionReply reply(OpenSessionRequest request, GatewaySession session) {
        OpenSessionReply.Builder reply = OpenSessionReply.newBuilder()
                .setSessionId(session.id())
                .setBackendName(session.backend())
                .setGatewayProtocolVersion(ProtocolVersions.GATEWAY)
                .setDefaultCommandTimeout(TimeCodec.encode(session.commandTimeout()))
                .setLeaseDuration(TimeCodec.encode(session.lease()))
                .addAllCapabilities(capabilities)
                .setProtocolStatus(StatusCodec.encode(ProtocolStatus.OK));
        session.worker().ifPresent(worker -> describe(worker, reply));
        return reply.build();
    }

    private static void describe(WorkerDescription worker, OpenSessionReply.Builder reply) {
        reply.setWorkerProcessId((int) worker.processId()).setWorkerProtocolVersion(worker.protocolVersion());
    }

    @Override
    public String sessionOf(OpenSessionRequest request) {
        return "";
    }

    @Override
    public String clientCorrelationOf(OpenSessionRequest request) {
        return request.getClientCorrelationId();
    }

    @Override
    public void abandon(CompletionStage<GatewaySession> begun, CallFacts call) {
        if (!begun.toCompletableFuture().cancel(false)) {
            // It had come about, and its reply went nowhere.
            begun.thenAccept(session -> close(session, call.identity()));
        }
    }

    private void close(GatewaySession session, ClientIdentity identity) {
        sessions.close(session.id(), identity, CloseReason.CLIENT_GONE).whenComplete((result, error) -> {
            if (error != null) {
                log.warn(
                        "a session was closed because its client had gone, but not well: session={}",
                        session.id(),
                        error);
            }
        });
    }
}
