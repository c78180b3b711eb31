package io.mxgateway.launcher.client;

/** The user's wish that a command end: it interrupts the command's thread, unless that is tidying up already. Thread-safe. */
final class Interruption {
    private final Thread worker;
    // Both are guarded by this.
    private boolean asked;
    private boolean over;

    Interruption(Thread worker) {
        this.worker = worker;
    }

    /** The user wants the command to end. */
    synchronized void ask() {
        asked = true;
        if (!over) {
            worker.interrupt();
        }
    }

    /** Whether the user wants that. */
    synchronized boolean isAsked() {
        return asked;
    }

    /** Called by the worker itself: what follows is tidying up, which must not be interrupted. */
    synchronized void over() {
        over = true;
        Thread.interrupted();
    }
}
