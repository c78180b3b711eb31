package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.worker.BackendEvents;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what happens in one task of the backend's queue and hands it over in portions. Guarded by that queue.
 *
 * <p>Everything is handed over before a reply that was given after it.
 */
final class Outlet {
    private static final int PORTION = 512;

    private final BackendEvents events;
    // Not handed over yet; a list that was handed over is never touched again.
    private List<MxEventData> collected = new ArrayList<>();
    // Whether the answer to isReady is known for this portion, and what it is.
    private boolean asked;
    private boolean ready;

    Outlet(BackendEvents events) {
        this.events = events;
    }

    void add(MxEventData event) {
        collected.add(event);
        if (collected.size() >= PORTION) {
            flush();
        }
    }

    /** Whether more events can be taken without piling up; the answer holds for one portion. */
    boolean isReady() {
        if (!asked) {
            asked = true;
            ready = events.isReady();
        }
        return ready;
    }

    /** Runs a task once, on any thread, when more can be taken. */
    void whenReady(Runnable task) {
        flush();
        events.whenReady(task);
    }

    void flush() {
        asked = false;
        if (!collected.isEmpty()) {
            List<MxEventData> portion = collected;
            collected = new ArrayList<>();
            events.events(portion);
        }
    }

    void lost(String reason) {
        flush();
        events.lost(reason);
    }

    void crash(int exitCode) {
        flush();
        events.crash(exitCode);
    }
}
