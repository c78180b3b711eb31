package io.mxgateway.grpc.client;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.mxgateway.core.session.SessionFacts;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns what gRPC reports into what an application can act on. Pure functions. */
final class Failures {
    /** The codes after which a session cannot be used any more. */
    private static final Set<String> SESSION_OVER =
            Set.of("SESSION_NOT_FOUND", "SESSION_FAULTED", "WORKER_LOST", "SHUTTING_DOWN");

    private Failures() {}

    /** The failure of a call about a session; {@code sessionId} is empty for a call about none. */
    static MxClientException of(Throwable failure, String sessionId) {
        if (failure instanceof MxClientException known) {
            return known;
        }
        Status status = Status.fromThrowable(failure);
        Optional<ErrorInfo> info = infoOf(failure);
        String reason = info.map(ErrorInfo::getReason).orElse("");
        Map<String, String> facts = info.map(ErrorInfo::getMetadataMap).orElse(Map.of());
        String text = status.getDescription() == null ? status.getCode().toString() : status.getDescription();
        if (!sessionId.isEmpty() && SESSION_OVER.contains(reason)) {
            String why = facts.getOrDefault(SessionFacts.CLOSE_REASON, reason);
            return new SessionLostException(sessionId, why, text, failure);
        }
        return new GatewayException(status.getCode(), reason, text, facts, failure);
    }

    private static Optional<ErrorInfo> infoOf(Throwable failure) {
        com.google.rpc.Status status = StatusProto.fromThrowable(failure);
        if (status == null) {
            return Optional.empty();
        }
        for (Any detail : status.getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                try {
                    return Optional.of(detail.unpack(ErrorInfo.class));
                } catch (InvalidProtocolBufferException unreadable) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }
}
