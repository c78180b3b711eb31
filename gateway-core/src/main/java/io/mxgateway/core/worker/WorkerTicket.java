package io.mxgateway.core.worker;

import java.util.concurrent.CompletableFuture;

/**
 * The right to one worker. Use it once: {@link #start} or {@link #giveBack}.
 *
 * <p>Thread-safe.
 */
public interface WorkerTicket {
    /** The session id that the worker carries or will carry. */
    String sessionId();

    /**
     * Starts the worker under the factory's own deadline.
     *
     * @param listener told of stages and events, also before the returned future completes
     * @return the worker once it is ready; or a {@link WorkerException} after everything that had been started is gone.
     *     Cancelling the future ends the start and takes down what had been started.
     */
    CompletableFuture<WorkerClient> start(WorkerListener listener);

    /** Gives the ticket back unused; idempotent, without effect after {@link #start}. */
    void giveBack();
}
