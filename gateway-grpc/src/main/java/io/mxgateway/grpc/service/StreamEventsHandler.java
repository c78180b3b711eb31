package io.mxgateway.grpc.service;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.mxgateway.core.event.EventCursor;
import io.mxgateway.core.event.StreamEnd;
import io.mxgateway.core.event.StreamStart;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.session.SessionManager;
import io.mxgateway.grpc.codec.CodecException;
import io.mxgateway.proto.v1.StreamEventsRequest;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * StreamEvents: a cursor of the session's log, pulled as fast as the client takes what it gives and no faster.
 *
 * <p>Thread-safe; each call has an object of its own.
 */
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
        CallFacts facts = support.admit(call, headers);
        if (facts == null) {
            return new ServerCall.Listener<>() {};
        }
        // Two, so that gRPC notices a second message, which there must not be, and ends the call.
        call.request(2);
        return new Stream(call, facts);
    }

    /**
     * One stream. The connection's thread says that the client can take more, the log's writer that there is more to give.
     * Whoever finds nobody at work has the work done, on the connection's thread where that is known, and who does it looks
     * again for what others have asked for meanwhile: so one thread at a time uses call and cursor, and no wish is lost.
     */
    private final class Stream extends ServerCall.Listener<Incoming<StreamEventsRequest>> {
        private final ServerCall<Incoming<StreamEventsRequest>, MxEvent> call;
        private final CallFacts facts;
        private final HomeThread home;
        // Wishes for work that were not met; who raises it from 0 does the work. Begins at 1: the attaching is at work.
        private final AtomicInteger wishes = new AtomicInteger(1);
        // The message; null before it. Only the listener's methods use it.
        private Incoming<StreamEventsRequest> incoming;
        // The place in the log; null before the call is attached. Written by a listener's method before any work.
        private volatile EventCursor cursor;
        // Whether nothing more is to be done. Only who is at work uses it.
        private boolean over;

        Stream(ServerCall<Incoming<StreamEventsRequest>, MxEvent> call, CallFacts facts) {
            this.call = call;
            this.facts = facts;
            this.home = HomeThread.of(call);
        }

        @Override
        public void onMessage(Incoming<StreamEventsRequest> message) {
            incoming = message;
        }

        @Override
        public void onHalfClose() {
            try {
                if (incoming == null) {
                    throw new CodecException("no message came; " + facts.method() + " takes exactly one");
                }
                StreamEventsRequest request = incoming.orThrow();
                cursor = sessions.events(
                        request.getSessionId(),
                        facts.identity(),
                        new StreamStart(request.getAfterWorkerSequence(), request.getFromOldest()),
                        this::wish);
                // At once, so that the client knows that it is attached before there is an event.
                call.sendHeaders(new Metadata());
            } catch (CodecException | RuntimeException e) {
                fail(e);
            }
            work();
        }

        @Override
        public void onReady() {
            wish();
        }

        @Override
        public void onCancel() {
            EventCursor attached = cursor;
            if (attached != null) {
                attached.close();
                support.log().ended(facts, sessionId(), "", Status.CANCELLED);
            }
        }

        private String sessionId() {
            return incoming == null || incoming.message() == null
                    ? ""
                    : incoming.message().getSessionId();
        }

        private void wish() {
            if (wishes.getAndIncrement() == 0) {
                home.run(this::work);
            }
        }

        private void work() {
            int met = wishes.get();
            do {
                try {
                    pull();
                } catch (RuntimeException e) {
                    fail(e);
                }
                met = wishes.addAndGet(-met);
            } while (met != 0);
        }

        private void pull() {
            if (!over && call.isCancelled()) {
                // Nobody takes anything any more, although the client may not have noticed yet.
                over = true;
                cursor.close();
            }
            while (!over && call.isReady()) {
                MxEvent event = cursor.poll();
                if (event == null) {
                    break;
                }
                call.sendMessage(event);
            }
            // A reader that was cut off is told so even when its client takes nothing more.
            StreamEnd end = over ? null : cursor.end();
            if (end != null) {
                finish(end);
            }
        }

        private void finish(StreamEnd end) {
            over = true;
            if (call.isCancelled()) {
                return;
            }
            StreamEnds.Closing closing = StreamEnds.of(end, sessionId(), support.errors());
            call.close(closing.status(), closing.trailers());
            support.log().ended(facts, sessionId(), "", closing.status());
        }

        private void fail(Throwable error) {
            if (over) {
                return;
            }
            over = true;
            if (cursor != null) {
                cursor.close();
            }
            Status status = support.close(call, error, "").getStatus();
            support.log().ended(facts, sessionId(), "", status);
        }
    }
}
