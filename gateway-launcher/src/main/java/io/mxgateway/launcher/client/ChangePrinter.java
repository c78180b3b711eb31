package io.mxgateway.launcher.client;

import io.mxgateway.core.mx.MxDetail;
import io.mxgateway.grpc.client.EventGap;
import io.mxgateway.grpc.client.MxClientException;
import io.mxgateway.grpc.client.ValueChange;
import io.mxgateway.grpc.client.ValueListener;
import io.mxgateway.launcher.text.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** Prints changes one by one, for one subscription after the other, until there is nobody or nothing left to print for. */
final class ChangePrinter implements ValueListener {
    private static final int VALUE_WIDTH = 24;

    private final Console console;
    private final boolean json;
    private final long most;
    private final Set<String> tags;
    private final int tagWidth;
    // The rest is guarded by this.
    private final Set<String> unknown = new HashSet<>();
    private long printed;
    private boolean done; // nothing is printed any more
    private boolean sawUnknown;
    private MxClientException loss; // why the present subscription is over; null while it is not, or was closed
    private CountDownLatch over = new CountDownLatch(1); // of the present subscription

    /**
     * A printer.
     *
     * @param most how many changes there are to print; 0 for no limit
     */
    ChangePrinter(Console console, List<String> tags, boolean json, long most) {
        this.console = console;
        this.tags = Set.copyOf(tags);
        this.json = json;
        this.most = most;
        this.tagWidth = tags.stream().mapToInt(String::length).max().orElse(0);
    }

    /** Another subscription begins; the latch opens when it is over, or all is done. */
    synchronized CountDownLatch begin() {
        over = new CountDownLatch(done ? 0 : 1);
        loss = null;
        return over;
    }

    @Override
    public synchronized void onChange(ValueChange change) {
        if (done) {
            return;
        }
        Reading reading = Reading.of(change);
        console.out().println(json ? Json.of(reading.json()) : line(reading));
        if (isUnknown(change)) {
            unknown(change.tag(), reading.error());
        }
        printed++;
        // Asked after each line: whoever has closed the pipe has seen enough.
        if (printed == most || console.out().checkError()) {
            done();
        }
    }

    private String line(Reading reading) {
        return String.format(
                        "%-24s  %-" + Math.max(1, tagWidth) + "s  %-" + VALUE_WIDTH + "s  %s",
                        reading.timeText(),
                        Texts.printable(reading.tag()),
                        Values.text(reading.value()),
                        reading.isGood() ? reading.qualityText() : Texts.printable(reading.error()))
                .stripTrailing();
    }

    private static boolean isUnknown(ValueChange change) {
        return Values.isNone(change.value())
                && change.statuses().stream()
                        .anyMatch(status -> status.detail() == MxDetail.INVALID_REFERENCE.number()
                                || status.detail() == MxDetail.INDEX_OUT_OF_RANGE.number());
    }

    /** A tag that is none; told once. When none of the tags is one, there is nothing to wait for. */
    synchronized void unknown(String tag, String why) {
        sawUnknown = true;
        if (unknown.add(tag)) {
            console.tell("tag = " + tag + ": cannot be subscribed: " + why
                    + "; `mxgateway client browse` shows which tags there are");
        }
        if (unknown.containsAll(tags)) {
            done();
        }
    }

    @Override
    public void onGap(EventGap gap) {
        console.tell(SubscribeCommand.gapText(gap));
    }

    @Override
    public synchronized void onEnd(Optional<MxClientException> failure) {
        loss = failure.orElse(null);
        over.countDown();
    }

    /** Nothing more is printed. */
    synchronized void done() {
        done = true;
        over.countDown();
    }

    synchronized boolean isDone() {
        return done;
    }

    synchronized boolean sawUnknownTag() {
        return sawUnknown;
    }

    /** Why the session is lost. */
    synchronized String loss() {
        return loss == null ? "it was closed" : loss.getMessage();
    }
}
