package io.mxgateway.core.worker;

import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Makes workers, by the name of their backend.
 *
 * <p>Thread-safe. Nothing here blocks.
 */
public interface WorkerClientFactory {
    /** The names that {@link #prepare} takes; immutable, never empty. */
    Set<String> backends();

    /**
     * Takes hold of a worker that is about to be started. Cheap: no process is started and nothing is waited for.
     *
     * @param backend one of {@link #backends()}
     * @param freshSessionId the session id that a new worker will carry; a worker that was started ahead of time keeps
     *     its own, so ask the ticket
     * @return the ticket, to be used or given back
     * @throws IllegalArgumentException when there is no such backend
     */
    WorkerTicket prepare(String backend, String freshSessionId);

    /**
     * Ends what the factory itself keeps alive: workers started ahead of time, listeners, threads. Workers that were
     * handed out are their sessions' business and are not touched. Idempotent.
     *
     * @return completes when all of it is gone; never exceptionally
     */
    CompletionStage<Void> close();
}
