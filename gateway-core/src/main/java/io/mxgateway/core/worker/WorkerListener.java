package io.mxgateway.core.worker;

import io.mxgateway.core.mx.MxEvent;
import java.util.List;

/**
 * Hears what a worker does by itself. Calls come one at a time, on a thread of the transport; each sees what the ones
 * before it did. They must not block.
 */
public interface WorkerListener {
    /** The start has reached a stage; stages come in order, and a transport may skip any of them. */
    void onStage(WorkerStartStage stage);

    /**
     * Events, in the worker's order and with contiguous sequences. A listener that cannot take more asks its client to
     * {@linkplain WorkerClient#pauseEvents pause}; what was on its way still comes.
     *
     * @param events at least one; the list is not changed afterwards
     */
    void onEvents(List<MxEvent> events);

    /**
     * Whether more events can be taken right now. A transport that has kept some back looks before each portion, since
     * an order to pause may still be on its way to it. Once this was false, an order to resume follows. Any thread.
     */
    default boolean wantsEvents() {
        return true;
    }

    /**
     * The worker is gone or given up; the last call, exactly once for each worker that became ready. Every event that
     * had arrived has been delivered before, and every pending command has failed.
     *
     * @param cause why; code {@link WorkerErrorCode#CLOSED} when it was asked to go
     */
    void onTerminated(WorkerException cause);
}
