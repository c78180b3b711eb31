package io.mxgateway.core.worker;

import io.mxgateway.core.mx.MxEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Listens to a worker that nobody uses yet, and hands over to the one who comes to use it: what was heard before, then
 * everything after, in one order and nothing twice. A worker that ends before that, ends for its keeper only.
 *
 * <p>Thread-safe.
 */
final class HandOverListener implements WorkerListener {
    /** An idle worker has nothing to say; one that says more than this is not idle. */
    static final int MAX_KEPT = 1000;

    private final Consumer<WorkerException> onEnd;
    private final SerialQueue calls = new SerialQueue();
    // Who uses the worker; null while nobody does. Written by tasks of that queue only, as are the next two.
    private volatile WorkerListener user;
    private final List<MxEvent> kept = new ArrayList<>();
    // Whether the worker has said more than is kept; it is of no use then.
    private boolean overflown;
    // Whether the worker ended while nobody used it, or is of no use.
    private volatile boolean ended;

    /**
     * Listens for nobody yet.
     *
     * @param onEnd told, once, when the worker ends or turns out to be of no use before somebody uses it
     */
    HandOverListener(Consumer<WorkerException> onEnd) {
        this.onEnd = onEnd;
    }

    /**
     * Hands over.
     *
     * @param next who hears everything from now on, unless the worker has ended
     * @param told hears whether it has not, after {@code next} has heard what was kept; on any thread
     */
    void handOver(WorkerListener next, Consumer<Boolean> told) {
        calls.run(() -> {
            if (!ended) {
                user = next;
                if (!kept.isEmpty()) {
                    next.onEvents(List.copyOf(kept));
                    kept.clear();
                }
            }
            told.accept(!ended);
        });
    }

    /** Whether it is too late to hand over. */
    boolean ended() {
        return ended;
    }

    /** Stages are over before anybody comes to use the worker. */
    @Override
    public void onStage(WorkerStartStage stage) {}

    @Override
    public void onEvents(List<MxEvent> events) {
        calls.run(() -> {
            if (user != null) {
                user.onEvents(events);
            } else if (!overflown && kept.size() + events.size() <= MAX_KEPT) {
                kept.addAll(events);
            } else if (!overflown) {
                overflown = true;
                kept.clear();
                end(new WorkerException(
                        WorkerErrorCode.WORKER_FAULT, "a worker that nobody uses sent more events than " + MAX_KEPT));
            }
        });
    }

    @Override
    public boolean wantsEvents() {
        WorkerListener inUse = user;
        return inUse == null || inUse.wantsEvents();
    }

    @Override
    public void onTerminated(WorkerException cause) {
        calls.run(() -> {
            if (user != null) {
                user.onTerminated(cause);
            } else if (!ended) {
                end(cause);
            }
        });
    }

    private void end(WorkerException cause) {
        ended = true;
        onEnd.accept(cause);
    }
}
