package io.mxgateway.core.worker;

import io.mxgateway.core.mx.MxEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** Keeps what a worker's listener is told, and every breach of the listener's contract. Thread-safe. */
public final class RecordingListener implements WorkerListener {
    private final List<WorkerStartStage> stages = new CopyOnWriteArrayList<>();
    private final List<WorkerException> ends = new CopyOnWriteArrayList<>();
    private final List<String> breaches = new CopyOnWriteArrayList<>();
    private final List<MxEvent> events = new ArrayList<>(); // guarded by itself
    private final AtomicBoolean called = new AtomicBoolean();

    public RecordingListener() {}

    @Override
    public void onStage(WorkerStartStage stage) {
        enter("stage " + stage);
        if (!stages.isEmpty() && stages.get(stages.size() - 1).compareTo(stage) >= 0) {
            breaches.add("stage " + stage + " after " + stages);
        }
        stages.add(stage);
        called.set(false);
    }

    @Override
    public void onEvents(List<MxEvent> batch) {
        enter("events");
        if (batch.isEmpty()) {
            breaches.add("an empty batch");
        }
        synchronized (events) {
            events.addAll(batch);
        }
        called.set(false);
    }

    @Override
    public void onTerminated(WorkerException cause) {
        enter("end " + cause.code());
        ends.add(cause);
        called.set(false);
    }

    private void enter(String call) {
        if (!called.compareAndSet(false, true)) {
            breaches.add(call + " while another call is under way");
        }
        if (!ends.isEmpty()) {
            breaches.add(call + " after the end");
        }
    }

    /** The stages, in order. */
    public List<WorkerStartStage> stages() {
        return stages;
    }

    /** The ends; one at most, if all is well. */
    public List<WorkerException> ends() {
        return ends;
    }

    /** What should not have been. */
    public List<String> breaches() {
        return breaches;
    }

    /** The events, in order. */
    public List<MxEvent> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }
}
