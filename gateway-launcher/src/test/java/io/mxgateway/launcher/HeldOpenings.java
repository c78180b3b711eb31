package io.mxgateway.launcher;

import io.mxgateway.core.event.EventCursor;
import io.mxgateway.core.event.StreamStart;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.session.ClientIdentity;
import io.mxgateway.core.session.CloseReason;
import io.mxgateway.core.session.CommandRequest;
import io.mxgateway.core.session.GatewaySession;
import io.mxgateway.core.session.SessionCloseResult;
import io.mxgateway.core.session.SessionManager;
import io.mxgateway.core.session.SessionOpenRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A real manager that opens sessions at once, and tells of them when a test wants it to. */
final class HeldOpenings implements SessionManager {
    final CompletableFuture<Void> told = new CompletableFuture<>();
    private final SessionManager real;

    HeldOpenings(SessionManager real) {
        this.real = real;
    }

    @Override
    public CompletableFuture<GatewaySession> open(SessionOpenRequest request, ClientIdentity identity) {
        return real.open(request, identity).thenCombine(told, (session, now) -> session);
    }

    @Override
    public GatewaySession find(String sessionId, ClientIdentity identity) {
        return real.find(sessionId, identity);
    }

    @Override
    public CompletableFuture<MxReply> invoke(String sessionId, ClientIdentity identity, CommandRequest request) {
        return real.invoke(sessionId, identity, request);
    }

    @Override
    public EventCursor events(String sessionId, ClientIdentity identity, StreamStart start, Runnable wakeUp) {
        return real.events(sessionId, identity, start, wakeUp);
    }

    @Override
    public CompletionStage<SessionCloseResult> close(String sessionId, ClientIdentity identity, CloseReason reason) {
        return real.close(sessionId, identity, reason);
    }

    @Override
    public CompletionStage<SessionCloseResult> kill(String sessionId, ClientIdentity identity, CloseReason reason) {
        return real.kill(sessionId, identity, reason);
    }

    @Override
    public CompletionStage<Integer> closeExpiredLeases(long nowNanos) {
        return real.closeExpiredLeases(nowNanos);
    }

    @Override
    public CompletionStage<Void> shutdown() {
        return real.shutdown();
    }
}
