package io.mxgateway.core.worker;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxReply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The gateway's end of one worker.
 *
 * <p>Thread-safe. No method blocks; futures complete on a thread of the transport or of the timer.
 */
public interface WorkerClient {
    /** The state at this moment. */
    WorkerClientState state();

    /** Who the worker is. */
    WorkerDescription description();

    /**
     * Sends a command.
     *
     * @param command what to do
     * @param timeout how long the caller waits, positive
     * @return the reply, under a correlation id of this client; or a {@link WorkerException}. Exactly one outcome.
     *     Cancelling the future, like the timeout, ends the wait and tells the worker so; a call that MXAccess has begun
     *     is not aborted.
     */
    CompletableFuture<MxReply> invoke(MxCommand command, Duration timeout);

    /** Commands sent and not answered, whether or not anybody still waits for them. */
    int pendingCommands();

    /** Asks the transport to deliver no more events for now; replies and heartbeats go on. Idempotent. */
    void pauseEvents();

    /** Undoes {@link #pauseEvents}. Idempotent. */
    void resumeEvents();

    /**
     * Asks the worker to go and waits until it is gone.
     *
     * @param grace how long it may take until the worker's process has ended
     * @return completes when the worker is gone; exceptionally with {@link WorkerErrorCode#SHUTDOWN_FAILED} when it was
     *     not gone in time, and it is then still there to be killed
     */
    CompletionStage<Void> shutdown(Duration grace);

    /**
     * Ends the worker and everything it started, at once. Idempotent.
     *
     * @param reason for logs and for those who wait for replies
     * @return completes when all of it is gone, at the latest when the bound for killing has passed; never
     *     exceptionally
     */
    CompletionStage<Void> kill(String reason);

    /** The last lines the worker wrote to its output, oldest first, bounded; secrets left out. */
    List<String> lastOutput();
}
