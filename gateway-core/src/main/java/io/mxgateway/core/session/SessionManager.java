package io.mxgateway.core.session;

import io.mxgateway.core.event.EventCursor;
import io.mxgateway.core.event.StreamStart;
import io.mxgateway.core.mx.MxReply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Opens sessions, finds them, uses them and ends them.
 *
 * <p>Thread-safe; nothing blocks. Every failure that a returned future reports is a {@link SessionException} (as the
 * cause of a {@code CompletionException} where the JDK wraps it); a future that its caller cancels is cancelled. A look-up that fails is thrown right away, before
 * anything asynchronous starts. Futures complete on threads of workers, timers or callers; what is hung onto them must
 * not block.
 */
public interface SessionManager {
    /**
     * Opens a session.
     *
     * @return the session, ready; or why not, after everything that had been started was undone. Cancelling the future
     *     undoes it as well.
     */
    CompletableFuture<GatewaySession> open(SessionOpenRequest request, ClientIdentity identity);

    /**
     * Finds a session that is not over.
     *
     * @throws SessionException {@link SessionErrorCode#SESSION_NOT_FOUND} also when it belongs to somebody else; or what
     *     is left to say about one that is over
     */
    GatewaySession find(String sessionId, ClientIdentity identity);

    /**
     * Has a session execute a command.
     *
     * @return the reply; exactly one outcome. Cancelling the future ends the wait, not a call that MXAccess has begun.
     * @throws SessionException when there is no such session for this caller
     */
    CompletableFuture<MxReply> invoke(String sessionId, ClientIdentity identity, CommandRequest request);

    /**
     * Attaches a client stream to a session's events.
     *
     * @param wakeUp called, on any thread and at most once for each time that polling found nothing, when there is
     *     something to poll or to learn; must not block
     * @throws SessionException when there is no such session for this caller, it is not ready, the position does not
     *     exist, or there are too many streams
     */
    EventCursor events(String sessionId, ClientIdentity identity, StreamStart start, Runnable wakeUp);

    /**
     * Closes a session: gracefully first, then by force. The first close does the work, every other one gets the same
     * outcome, also for a while after the session is gone. A caller that loses interest stops nothing.
     *
     * @return how it ended; or {@link SessionErrorCode#CLOSE_FAILED} when it had to be ended by force, and it is gone
     *     all the same
     * @throws SessionException when there is no such session for this caller
     */
    CompletionStage<SessionCloseResult> close(String sessionId, ClientIdentity identity, CloseReason reason);

    /**
     * Ends a session at once, without asking its worker.
     *
     * @throws SessionException when there is no such session for this caller
     */
    CompletionStage<SessionCloseResult> kill(String sessionId, ClientIdentity identity, CloseReason reason);

    /**
     * Closes every session whose lease, detach grace or unused grace has run out at a moment of the monotonic clock.
     *
     * @return how many were closed; failures are logged and not counted
     */
    CompletionStage<Integer> closeExpiredLeases(long nowNanos);

    /**
     * Refuses new sessions, ends all there are within the shutdown timeout, and lets go of the workers. Idempotent: a
     * later call gets the same future. Never ends the JVM.
     *
     * @return completes when nothing is left
     */
    CompletionStage<Void> shutdown();
}
