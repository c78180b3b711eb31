package io.mxgateway.core.worker;

import io.mxgateway.core.time.GatewayTime.Timer;
import java.util.function.BiConsumer;

/** A worker that a {@link WarmPool} has started and no session uses yet. */
final class ParkedWorker {
    private final String sessionId;
    private final HandOverListener listener;
    // Set once, before the worker is parked for the first time.
    private volatile WorkerClient client;
    private volatile long readyNanos;
    // Ends its time in the pool; guarded by the pool's lock.
    Timer age = Timer.NONE;

    ParkedWorker(String sessionId, BiConsumer<ParkedWorker, String> onEnd) {
        this.sessionId = sessionId;
        this.listener = new HandOverListener(cause -> onEnd.accept(this, cause.getMessage()));
    }

    void ready(WorkerClient started, long nowNanos) {
        client = started;
        readyNanos = nowNanos;
    }

    String sessionId() {
        return sessionId;
    }

    HandOverListener listener() {
        return listener;
    }

    WorkerClient client() {
        return client;
    }

    long readyNanos() {
        return readyNanos;
    }
}
