package io.mxgateway.launcher.demo;

import io.grpc.stub.StreamObserver;
import io.mxgateway.proto.v1.MxEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Takes the events of the session and keeps what the demo wants to know. Thread-safe. */
final class EventBoard implements StreamObserver<MxEvent> {
    private static final long RATE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int RATE_ENTRIES = 256;

    /** One tag. Guarded by the board. */
    private static final class Tag {
        private final Deque<Long> changes = new ArrayDeque<>();
        // Empty, 0 and empty until the first value.
        private String value = "";
        private int quality;
        private String time = "";
    }

    private final long begin = System.nanoTime();
    // By reference, in the order of the table. Guarded by this, as all below.
    private final Map<String, Tag> tags = new LinkedHashMap<>();
    // By item handle; events can come before their handles are known, and wait in early.
    private final Map<Integer, Tag> byItem = new HashMap<>();
    private final List<MxEvent> early = new ArrayList<>();
    private final Deque<Long> arrivals = new ArrayDeque<>();
    private long events;
    private long dataChanges;
    private long lastSequence;
    // The first break in the sequence, in words; empty while there is none.
    private String sequenceBreak = "";
    // The last completed write; null before the first.
    private MxEvent lastWrite;
    private int writesCompleted;
    // How the stream ended, in words; empty while it runs.
    private String end = "";

    EventBoard(List<String> references) {
        references.forEach(reference -> tags.put(reference, new Tag()));
    }

    /** Tells which item stands for which tag. */
    synchronized void assign(String reference, int item) {
        byItem.put(item, tags.get(reference));
        List<MxEvent> waiting = new ArrayList<>(early);
        early.clear();
        waiting.forEach(this::takeChange);
        notifyAll();
    }

    @Override
    public synchronized void onNext(MxEvent event) {
        events++;
        note(arrivals, System.nanoTime());
        if (event.hasReplayGap() || event.getWorkerSequence() != lastSequence + 1) {
            sequenceBreak = sequenceBreak.isEmpty()
                    ? "event " + event.getWorkerSequence() + " came after " + lastSequence
                    : sequenceBreak;
        }
        lastSequence = event.getWorkerSequence();
        switch (event.getFamily()) {
            case MX_EVENT_FAMILY_ON_DATA_CHANGE -> {
                dataChanges++;
                takeChange(event);
            }
            case MX_EVENT_FAMILY_ON_WRITE_COMPLETE -> {
                lastWrite = event;
                writesCompleted++;
            }
            default -> {
                // Counted, and of no further interest here.
            }
        }
        notifyAll();
    }

    private void takeChange(MxEvent event) {
        Tag tag = byItem.get(event.getItemHandle());
        if (tag == null) {
            if (early.size() < RATE_ENTRIES) {
                early.add(event);
            }
            return;
        }
        tag.value = ValueText.of(event.getValue());
        tag.quality = event.getQuality();
        tag.time = ValueText.time(event.getSourceTimestamp());
        note(tag.changes, System.nanoTime());
    }

    @Override
    public synchronized void onError(Throwable problem) {
        end = "ended with " + problem.getMessage();
        notifyAll();
    }

    @Override
    public synchronized void onCompleted() {
        end = "ended OK";
        notifyAll();
    }

    private static void note(Deque<Long> moments, long now) {
        moments.addLast(now);
        if (moments.size() > RATE_ENTRIES * 16) {
            moments.removeFirst();
        }
    }

    private double rate(Deque<Long> moments) {
        long now = System.nanoTime();
        while (!moments.isEmpty() && now - moments.peekFirst() > RATE_NANOS) {
            moments.removeFirst();
        }
        long window = Math.min(RATE_NANOS, Math.max(TimeUnit.SECONDS.toNanos(1), now - begin));
        return moments.size() * 1e9 / window;
    }

    /** Every tag as it is now. */
    synchronized List<TagRow> rows() {
        List<TagRow> rows = new ArrayList<>();
        tags.forEach((reference, tag) ->
                rows.add(new TagRow(reference, tag.value, tag.quality, tag.time, rate(tag.changes))));
        return rows;
    }

    synchronized long events() {
        return events;
    }

    synchronized long dataChanges() {
        return dataChanges;
    }

    synchronized double eventsPerSecond() {
        return rate(arrivals);
    }

    synchronized String sequenceBreak() {
        return sequenceBreak;
    }

    synchronized int writesCompleted() {
        return writesCompleted;
    }

    /** The last completed write; null before the first. */
    synchronized MxEvent lastWrite() {
        return lastWrite;
    }

    /** How the stream ended, in words; empty while it runs. */
    synchronized String end() {
        return end;
    }

    /** How many tags have a value. */
    synchronized long tagsWithValue() {
        return tags.values().stream().filter(tag -> !tag.time.isEmpty()).count();
    }

    /** The value of a tag, for people. */
    synchronized String valueOf(String reference) {
        return tags.get(reference).value;
    }

    /** Waits until something is so, looking again whenever an event has come; false when it was not so in time. */
    synchronized boolean await(BooleanSupplier condition, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!condition.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(Math.min(left, 100));
        }
        return true;
    }
}
