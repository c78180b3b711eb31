package io.mxgateway.grpc.worker;

import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.worker.WorkerException;
import io.mxgateway.core.worker.WorkerListener;
import io.mxgateway.core.worker.WorkerStartStage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what it hears. */
class RecordingListener implements WorkerListener {
    final List<WorkerStartStage> stages = new CopyOnWriteArrayList<>();
    final List<WorkerException> terminations = new CopyOnWriteArrayList<>();
    final AtomicInteger batches = new AtomicInteger();
    // The sequence of the last event; written by one thread at a time.
    volatile long lastSequence;
    volatile MxEvent lastEvent;
    volatile String outOfOrder = "";

    @Override
    public void onStage(WorkerStartStage stage) {
        stages.add(stage);
    }

    @Override
    public void onEvents(List<MxEvent> events) {
        batches.incrementAndGet();
        for (MxEvent event : events) {
            if (event.sequence() != lastSequence + 1 || !terminations.isEmpty()) {
                outOfOrder = "event " + event.sequence() + " after " + lastSequence + ", " + terminations;
            }
            lastSequence = event.sequence();
            lastEvent = event;
        }
    }

    @Override
    public void onTerminated(WorkerException cause) {
        terminations.add(cause);
    }

    WorkerException termination() {
        Await.until("the end of the worker", () -> !terminations.isEmpty());
        return terminations.get(0);
    }
}
