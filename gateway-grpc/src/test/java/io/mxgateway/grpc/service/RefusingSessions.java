package io.mxgateway.grpc.service;

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

/** A manager with which everything fails in the same way: look-ups at once, the rest later. */
final class RefusingSessions implements SessionManager {
    private volatile Throwable failure = new IllegalStateException("no failure was set");

    void failWith(Throwable next) {
        failure = next;
    }

    private <T> CompletableFuture<T> failed() {
        return CompletableFuture.failedFuture(failure);
    }

    @Override
    public CompletableFuture<GatewaySession> open(SessionOpenRequest request, ClientIdentity identity) {
        // A stage on another: its failure comes wrapped, as it does from the real one's stages.
        return this.<GatewaySession>failed().thenApply(session -> session);
    }

    @Override
    public GatewaySession find(String sessionId, ClientIdentity identity) {
        throw thrown();
    }

    private RuntimeException thrown() {
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }

    @Override
    public CompletableFuture<MxReply> invoke(String sessionId, ClientIdentity identity, CommandRequest request) {
        return failed();
    }

    @Override
    public EventCursor events(String sessionId, ClientIdentity identity, StreamStart start, Runnable wakeUp) {
        throw thrown();
    }

    @Override
    public CompletionStage<SessionCloseResult> close(String sessionId, ClientIdentity identity, CloseReason reason) {
        return failed();
    }

    @Override
    public CompletionStage<SessionCloseResult> kill(String sessionId, ClientIdentity identity, CloseReason reason) {
        return failed();
    }

    @Override
    public CompletionStage<Integer> closeExpiredLeases(long nowNanos) {
        return failed();
    }

    @Override
    public CompletionStage<Void> shutdown() {
        return CompletableFuture.completedFuture(null);
    }
}
