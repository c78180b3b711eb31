package io.mxgateway.grpc.service;

import com.google.protobuf.MessageLite;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mxgateway.grpc.codec.CodecException;
import java.util.concurrent.CompletionStage;

/**
 * Serves a unary method without ever waiting: the reply goes out on the thread that brings the outcome.
 *
 * <p>Thread-safe; each call has an object of its own.
 */
final class UnaryHandler<Q extends MessageLite, T, R> implements ServerCallHandler<Incoming<Q>, R> {
    private final UnaryCall<Q, T, R> method;
    private final CallSupport support;

    UnaryHandler(UnaryCall<Q, T, R> method, CallSupport support) {
        this.method = method;
        this.support = support;
    }

    @Override
    public ServerCall.Listener<Incoming<Q>> startCall(ServerCall<Incoming<Q>, R> call, Metadata headers) {
        CallFacts facts = support.admit(call, headers);
        if (facts == null) {
            return new ServerCall.Listener<>() {};
        }
        // Two, so that gRPC notices a second message, which there must not be, and ends the call.
        call.request(2);
        return new Call(call, facts);
    }

    /** Listener methods come one at a time, on the connection's thread; {@link #answer} may come on any other. */
    private final class Call extends ServerCall.Listener<Incoming<Q>> {
        private final ServerCall<Incoming<Q>, R> call;
        private final CallFacts facts;
        // The message; null before it. Only the listener's methods use it.
        private Incoming<Q> incoming;
        // What was begun; null until then. Only the listener's methods use it.
        private CompletionStage<T> begun;

        Call(ServerCall<Incoming<Q>, R> call, CallFacts facts) {
            this.call = call;
            this.facts = facts;
        }

        @Override
        public void onMessage(Incoming<Q> message) {
            incoming = message;
        }

        @Override
        public void onHalfClose() {
            Q request = null;
            try {
                if (incoming == null) {
                    throw new CodecException("no message came; " + facts.method() + " takes exactly one");
                }
                request = incoming.orThrow();
                begun = method.begin(request, facts);
            } catch (CodecException | RuntimeException e) {
                fail(request, e);
                return;
            }
            Q asked = request;
            begun.whenComplete((outcome, error) -> answer(asked, outcome, error));
        }

        @Override
        public void onCancel() {
            if (begun != null) {
                method.abandon(begun, facts);
            }
        }

        private void answer(Q request, T outcome, Throwable error) {
            if (call.isCancelled()) {
                log(request, Status.CANCELLED);
                return;
            }
            if (error != null) {
                fail(request, error);
                return;
            }
            try {
                R reply = method.reply(request, outcome);
                call.sendHeaders(new Metadata());
                call.sendMessage(reply);
                call.close(Status.OK, new Metadata());
                log(request, Status.OK);
            } catch (RuntimeException e) {
                fail(request, e);
            }
        }

        private void fail(Q request, Throwable error) {
            StatusRuntimeException failure =
                    support.close(call, error, request == null ? "" : method.clientCorrelationOf(request));
            log(request, failure.getStatus());
        }

        private void log(Q request, Status status) {
            support.log()
                    .ended(
                            facts,
                            request == null ? "" : method.sessionOf(request),
                            request == null ? "" : method.clientCorrelationOf(request),
                            status);
        }
    }
}
