package io.mxgateway.grpc.service;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.mxgateway.core.event.EventCursor;
import io.mxgateway.core.event.StreamEnd;
import io.mxgateway.core.event.StreamStart;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.session.SessionManager;
import io.mxgateway.proto.v1.StreamEventsRequest;

/** StreamEvents: each call is a cursor of its session's log. Thread-safe. */
final class StreamEventsHandler implements ServerCallHandler<Incoming<StreamEventsRequest>, MxEvent> {
    private final SessionManager sessions;
    private final CallSupport support;

    StreamEventsHandler(SessionManager sessions, CallSupport support) {
        this.sessions = sessions;
        this.support = support;
    }

    @Override
    public ServerCall.Listener<Incoming<StreamEventsRequest>> startCall(
            ServerCall<Incoming<StreamEventsRequest>, MxEvent> call, Metadata headers) {
        return PulledStream.start(call, headers, support, this::attach, StreamEventsRequest::getSessionId);
    }

    private Events attach(CallFacts facts, StreamEventsRequest request, Runnable wakeUp) {
        StreamStart start = new StreamStart(request.getAfterWorkerSequence(), request.getFromOldest());
        EventCursor cursor = sessions.events(request.getSessionId(), facts.identity(), start, wakeUp);
        return new Events(request.getSessionId(), cursor);
    }

    private record Events(String sessionId, EventCursor cursor) implements PulledStream.Source<MxEvent> {
        @Override
        public MxEvent poll() {
            return cursor.poll();
        }

        @Override
        public PulledStream.End end() {
            StreamEnd end = cursor.end();
            return end == null ? null : StreamEnds.of(end, sessionId);
        }

        @Override
        public void close() {
            cursor.close();
        }
    }
}
