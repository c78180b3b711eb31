package io.mxgateway.grpc.endtoend;

import java.util.concurrent.atomic.AtomicInteger;

/** What one user knows of its own connection: whether it was ever in danger, and how many calls are not over. */
final class ChaosLine {
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean cut;

    void began() {
        open.incrementAndGet();
    }

    void over() {
        open.decrementAndGet();
    }

    int open() {
        return open.get();
    }

    /** The connection is about to be cut. */
    void danger() {
        cut = true;
    }

    boolean mayBeCut() {
        return cut;
    }
}
