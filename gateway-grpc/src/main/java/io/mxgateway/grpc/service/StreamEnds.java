package io.mxgateway.grpc.service;

import io.grpc.Metadata;
import io.mxgateway.core.event.StreamEnd;
import io.mxgateway.core.session.SessionErrorCode;
import io.mxgateway.core.session.SessionException;
import io.mxgateway.core.session.SessionFacts;
import java.util.HashMap;
import java.util.Map;

/** How a stream of events ends for its client, by how it ended in the log. Pure functions. */
final class StreamEnds {
    /** The trailer that tells why the session of a stream was closed. */
    static final Metadata.Key<String> CLOSE_REASON =
            Metadata.Key.of("mxgateway-close-reason", Metadata.ASCII_STRING_MARSHALLER);

    private StreamEnds() {}

    static PulledStream.End of(StreamEnd end, String sessionId) {
        return switch (end.cause()) {
            case SESSION_CLOSED -> closed(end);
            case READER_LEFT -> failed(end, sessionId, SessionErrorCode.CANCELLED, "the client left the stream");
            case GATEWAY_SHUTDOWN ->
                failed(end, sessionId, SessionErrorCode.SHUTTING_DOWN, "the gateway is shutting down");
            case REVOKED -> failed(end, sessionId, SessionErrorCode.UNAUTHENTICATED, "the key is not valid any more");
            case SESSION_FAULTED -> failed(end, sessionId, SessionErrorCode.SESSION_FAULTED, end.text());
            case OVERFLOW ->
                failed(
                        end,
                        sessionId,
                        SessionErrorCode.EVENT_QUEUE_OVERFLOW,
                        end.text() + "; read faster, or resume with after_worker_sequence="
                                + Long.toUnsignedString(end.lastSequence()));
        };
    }

    private static PulledStream.End closed(StreamEnd end) {
        Metadata trailers = new Metadata();
        trailers.put(CLOSE_REASON, end.text());
        return new PulledStream.End(null, trailers);
    }

    private static PulledStream.End failed(StreamEnd end, String sessionId, SessionErrorCode code, String text) {
        Map<String, String> facts = new HashMap<>();
        facts.put(SessionFacts.SESSION_ID, sessionId);
        facts.put(SessionFacts.LAST_SEQUENCE, Long.toUnsignedString(end.lastSequence()));
        return PulledStream.End.failed(new SessionException(code, text, facts, null));
    }
}
