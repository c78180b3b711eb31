package io.mxgateway.grpc.endtoend;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What one user knows of its own connection: whether it was ever in danger, and which calls are not over. */
final class ChaosLine {
    private final Set<Object> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    void began(Object call) {
        open.add(call);
    }

    void over(Object call) {
        open.remove(call);
    }

    int open() {
        return open.size();
    }

    /** The connection is about to be cut. */
    void danger() {
        cut = true;
    }

    boolean mayBeCut() {
        return cut;
    }

    @Override
    public String toString() {
        return (cut ? "in danger, open: " : "safe, open: ") + open;
    }
}
