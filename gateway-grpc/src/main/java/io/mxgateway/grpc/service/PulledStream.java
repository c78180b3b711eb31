package io.mxgateway.grpc.service;

import com.google.protobuf.MessageLite;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.mxgateway.core.session.SessionException;
import io.mxgateway.grpc.codec.CodecException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A server stream that pulls what it gives from a source, as fast as its client takes it and no faster.
 *
 * <p>The connection's thread says that the client can take more, the source that there is more to give. Whoever finds
 * nobody at work has the work done, on the connection's thread where that is known, and who does it looks again for what
 * others have asked for meanwhile: so one thread at a time uses call and source, and no wish is lost.
 */
final class PulledStream<Q extends MessageLite, R> extends ServerCall.Listener<Incoming<Q>> {
    /** Where the messages come from; used by one thread at a time, {@link #close} by any. */
    interface Source<R> {
        /** The next message; null when there is none for now or no more at all. */
        R poll();

        /** How it ended; null while there is or may be more. */
        End end();

        /** The client is gone. Idempotent. */
        void close();
    }

    /** The end of a source; {@code failure} is null when it ended well, {@code trailers} are told only then. */
    record End(SessionException failure, Metadata trailers) {
        /** All has been given. */
        static End well() {
            return new End(null, new Metadata());
        }

        static End failed(SessionException failure) {
            return new End(failure, new Metadata());
        }
    }

    /** Finds the source for a request. */
    @FunctionalInterface
    interface Opener<Q, R> {
        /**
         * Opens it.
         *
         * @param facts who calls
         * @param wakeUp called on any thread when there is something to poll or to learn
         * @throws RuntimeException to refuse the call
         */
        Source<R> open(CallFacts facts, Q request, Runnable wakeUp);
    }

    private final ServerCall<Incoming<Q>, R> call;
    private final CallFacts facts;
    private final CallSupport support;
    private final Opener<Q, R> opener;
    private final Function<Q, String> sessionOf;
    private final HomeThread home;
    // Wishes for work that were not met; who raises it from 0 does the work. Begins at 1: the opening is at work.
    private final AtomicInteger wishes = new AtomicInteger(1);
    // The message; null before it. Only the listener's methods use it.
    private Incoming<Q> incoming;
    // Null before it is open. Written by a listener's method before any work.
    private volatile Source<R> source;
    // Whether nothing more is to be done. Only who is at work uses it.
    private boolean over;

    private PulledStream(
            ServerCall<Incoming<Q>, R> call,
            CallFacts facts,
            CallSupport support,
            Opener<Q, R> opener,
            Function<Q, String> sessionOf) {
        this.call = call;
        this.facts = facts;
        this.support = support;
        this.opener = opener;
        this.sessionOf = sessionOf;
        this.home = HomeThread.of(call);
    }

    /** Begins with a call that belongs to no session; the result hears of it. */
    static <Q extends MessageLite, R> ServerCall.Listener<Incoming<Q>> start(
            ServerCall<Incoming<Q>, R> call, Metadata headers, CallSupport support, Opener<Q, R> opener) {
        return start(call, headers, support, opener, request -> "");
    }

    /** Begins with a call whose request names its session, for the log. */
    static <Q extends MessageLite, R> ServerCall.Listener<Incoming<Q>> start(
            ServerCall<Incoming<Q>, R> call,
            Metadata headers,
            CallSupport support,
            Opener<Q, R> opener,
            Function<Q, String> sessionOf) {
        CallFacts facts = support.admit(call, headers);
        if (facts == null) {
            return new ServerCall.Listener<>() {};
        }
        // Two, so that gRPC notices a second message, which there must not be, and ends the call.
        call.request(2);
        return new PulledStream<>(call, facts, support, opener, sessionOf);
    }

    @Override
    public void onMessage(Incoming<Q> message) {
        incoming = message;
    }

    @Override
    public void onHalfClose() {
        try {
            if (incoming == null) {
                throw new CodecException("no message came; " + facts.method() + " takes exactly one");
            }
            source = opener.open(facts, incoming.orThrow(), this::wish);
            // At once, so that the client knows that it is attached before there is anything to tell.
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
        Source<R> opened = source;
        if (opened != null) {
            opened.close();
            ended(Status.CANCELLED);
        }
    }

    private void ended(Status status) {
        boolean read = incoming != null && incoming.message() != null;
        support.log().ended(facts, read ? sessionOf.apply(incoming.message()) : "", "", status);
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
            source.close();
        }
        while (!over && call.isReady()) {
            R message = source.poll();
            if (message == null) {
                break;
            }
            call.sendMessage(message);
        }
        // A client that was cut off is told so even when it takes nothing more.
        End end = over ? null : source.end();
        if (end != null && end.failure() != null) {
            fail(end.failure());
        } else if (end != null) {
            over = true;
            if (!call.isCancelled()) {
                call.close(Status.OK, end.trailers());
            }
            ended(Status.OK);
        }
    }

    private void fail(Throwable error) {
        if (over) {
            return;
        }
        over = true;
        if (source != null) {
            source.close();
        }
        ended(support.close(call, error, "").getStatus());
    }
}
