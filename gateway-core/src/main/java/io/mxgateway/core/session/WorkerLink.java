package io.mxgateway.core.session;

import io.mxgateway.core.worker.SerialQueue;
import io.mxgateway.core.worker.WorkerClient;

/**
 * A session's hold on its worker: none until the worker has started. Remembers whether events are to be held up, also
 * from before there was somebody to tell. Thread-safe.
 */
final class WorkerLink {
    private final SerialQueue orders = new SerialQueue();
    // Null until the worker has started; written once.
    private volatile WorkerClient client;
    // Of the orders queue: whether events are to be held up.
    private boolean heldUp;

    /** The worker, or null while there is none. */
    WorkerClient client() {
        return client;
    }

    void attach(WorkerClient started) {
        client = started;
        orders.run(() -> {
            if (heldUp) {
                started.pauseEvents();
            }
        });
    }

    /** Orders reach the worker in the order in which they are given here. */
    void holdUpEvents(boolean holdUp) {
        orders.run(() -> {
            heldUp = holdUp;
            WorkerClient started = client;
            if (started != null && holdUp) {
                started.pauseEvents();
            } else if (started != null) {
                started.resumeEvents();
            }
        });
    }
}
