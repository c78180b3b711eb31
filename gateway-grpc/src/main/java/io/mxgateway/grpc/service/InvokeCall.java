package io.mxgateway.grpc.service;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.session.CommandRequest;
import io.mxgateway.core.session.SessionManager;
import io.mxgateway.grpc.codec.CodecException;
import io.mxgateway.grpc.codec.CommandCodec;
import io.mxgateway.grpc.codec.GatewayReply;
import io.mxgateway.proto.v1.MxCommandRequest;
import java.util.concurrent.CompletionStage;

/** Invoke. The client's deadline bounds the command; a client that goes ends the wait for it. */
final class InvokeCall implements UnaryCall<MxCommandRequest, MxReply, GatewayReply> {
    private final SessionManager sessions;

    InvokeCall(SessionManager sessions) {
        this.sessions = sessions;
    }

    @Override
    public CompletionStage<MxReply> begin(MxCommandRequest request, CallFacts call) throws CodecException {
        // Before the payload and the session are looked at. A kind that does not exist is refused for that.
        MxCommandKind kind =
                MxCommandKind.ofNumber(request.getCommand().getKindValue()).orElse(null);
        if (kind != null) {
            call.authority().require(kind, request.getClientCorrelationId());
        }
        MxCommand command;
        try {
            command = CommandCodec.decode(request.getCommand());
        } catch (CodecException e) {
            // A session that does not exist counts for more; and one that does, was named by its owner and lives on.
            sessions.find(request.getSessionId(), call.identity());
            throw e;
        }
        return sessions.invoke(
                request.getSessionId(),
                call.identity(),
                new CommandRequest(command, request.getClientCorrelationId(), call.remaining(), peerOf(call)));
    }

    /** Only a caller with limits is worth the text: the record of a denial wants it. */
    private static String peerOf(CallFacts call) {
        return call.identity().limits().isNone() ? "" : call.authority().peer();
    }

    @Override
    public GatewayReply reply(MxCommandRequest request, MxReply reply) {
        return new GatewayReply(reply, request.getSessionId(), request.getClientCorrelationId());
    }

    @Override
    public String sessionOf(MxCommandRequest request) {
        return request.getSessionId();
    }

    @Override
    public String clientCorrelationOf(MxCommandRequest request) {
        return request.getClientCorrelationId();
    }

    @Override
    public void abandon(CompletionStage<MxReply> begun, CallFacts call) {
        begun.toCompletableFuture().cancel(false);
    }
}
