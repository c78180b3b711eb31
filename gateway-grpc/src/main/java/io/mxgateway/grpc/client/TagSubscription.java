package io.mxgateway.grpc.client;

import io.mxgateway.core.worker.SerialQueue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A subscription to tags. Take its changes in one of four ways, once: {@link #listen}, {@link #values}, {@link #stream}
 * or {@link #publisher}. Until then they wait.
 *
 * <p>All subscriptions of a session share one event stream: one whose application does not take its changes holds up the
 * others, and loses nothing.
 *
 * <p>Thread-safe.
 */
public final class TagSubscription implements AutoCloseable {
    private final List<String> tags;
    private final SerialQueue serial;
    private final Runnable credit;
    private final Consumer<TagSubscription> leave;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private volatile Map<String, String> failedTags = Map.of();
    // The rest is touched on the serial queue only.
    private final ArrayDeque<ValueChange> waiting = new ArrayDeque<>();
    private ChangeSink sink; // null until the application has chosen one
    private EventGap gap; // a loss that no change has carried yet; null when there is none
    private boolean over;
    private Optional<MxClientException> failure = Optional.empty(); // of use once it is over

    /**
     * A subscription that is about to be made.
     *
     * @param serial what deliveries of the session run on
     * @param credit called once for each change the application is done with
     * @param leave called when the application has had enough
     */
    TagSubscription(List<String> tags, SerialQueue serial, Runnable credit, Consumer<TagSubscription> leave) {
        this.tags = List.copyOf(tags);
        this.serial = serial;
        this.credit = credit;
        this.leave = leave;
    }

    /** The tags, as they were asked for. */
    public List<String> tags() {
        return tags;
    }

    /** The tags that MXAccess refused to add, with its reason; usually empty. The other tags are subscribed. */
    public Map<String, String> failedTags() {
        return failedTags;
    }

    /** Has a listener told of every change. */
    public void listen(ValueListener listener) {
        attach(new ListenerSink(listener, credit));
    }

    /**
     * The changes, to be taken one by one. {@code hasNext} waits for the next one; it is false when the subscription was
     * closed or the waiting thread interrupted, and throws a {@link MxClientException} when the session was lost.
     */
    public Iterator<ValueChange> values() {
        IteratorSink chosen = new IteratorSink(credit);
        attach(chosen);
        return chosen.changes();
    }

    /** The changes as a sequential stream without an end of its own; see {@link #values}. Close it to unsubscribe. */
    public Stream<ValueChange> stream() {
        var ordered = Spliterators.spliteratorUnknownSize(values(), Spliterator.ORDERED | Spliterator.NONNULL);
        return StreamSupport.stream(ordered, false).onClose(this::close);
    }

    /** The changes at the pace of one subscriber, which unsubscribes the tags when it cancels. */
    public Flow.Publisher<ValueChange> publisher() {
        PublisherSink publisher = new PublisherSink(serial, credit, this::close);
        attach(publisher);
        return publisher;
    }

    /** Ends the subscription and unsubscribes the tags; what waits can still be taken. Idempotent; does not wait. */
    @Override
    public void close() {
        leave.accept(this);
    }

    private void attach(ChangeSink chosen) {
        if (!claimed.compareAndSet(false, true)) {
            throw new IllegalStateException("the changes of this subscription are being taken already; subscribe to the"
                    + " tags once more to take them twice");
        }
        serial.run(() -> {
            sink = chosen;
            while (!waiting.isEmpty()) {
                pass(waiting.remove());
            }
            if (over) {
                sink.end(failure);
            }
        });
    }

    /** What MXAccess answered for each tag; set before the application sees the subscription. */
    void failed(Map<String, String> reasons) {
        failedTags = Map.copyOf(reasons);
    }

    /** On the serial queue. */
    void deliver(ValueChange change) {
        if (over) {
            credit.run();
            return;
        }
        ValueChange told = gap == null ? change : change.after(gap);
        gap = null;
        if (sink == null) {
            waiting.add(told);
        } else {
            pass(told);
        }
    }

    private void pass(ValueChange change) {
        if (change.gapBefore() != null) {
            sink.gap(change.gapBefore());
        }
        sink.change(change);
    }

    /** On the serial queue. */
    void lost(EventGap loss) {
        if (gap == null) {
            gap = loss;
        } else {
            gap = new EventGap(gap.afterSequence(), loss.oldestAvailable());
        }
    }

    /** On the serial queue; the first call counts. */
    void end(Optional<MxClientException> why) {
        if (over) {
            return;
        }
        over = true;
        failure = why;
        if (sink != null) {
            sink.end(why);
        }
    }

    /** The tags that were added, chunk by chunk, so that no bulk command grows beyond what a gateway takes. */
    static List<List<String>> chunks(List<String> tags, int size) {
        List<List<String>> chunks = new ArrayList<>();
        for (int from = 0; from < tags.size(); from += size) {
            chunks.add(tags.subList(from, Math.min(tags.size(), from + size)));
        }
        return chunks;
    }
}
