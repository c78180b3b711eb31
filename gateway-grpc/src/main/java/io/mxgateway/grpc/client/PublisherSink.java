package io.mxgateway.grpc.client;

import io.mxgateway.core.worker.SerialQueue;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes changes to one subscriber at the pace it asks for. A second subscriber is refused with an {@link
 * IllegalStateException}, as the rules of {@link Flow} have it.
 */
final class PublisherSink implements ChangeSink, Flow.Publisher<ValueChange>, Flow.Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(PublisherSink.class);

    private final SerialQueue serial;
    private final Runnable credit;
    private final Runnable leave;
    private final AtomicBoolean taken = new AtomicBoolean();
    // The rest is touched on the serial queue only.
    private final ArrayDeque<ValueChange> waiting = new ArrayDeque<>();
    private Flow.Subscriber<? super ValueChange> subscriber; // null until there is one, and when it has left
    private long demand;
    private Optional<MxClientException> failure; // null until it is over

    /**
     * A publisher without a subscriber.
     *
     * @param serial what all of this runs on
     * @param credit called once for each change the subscriber was given or will never be given
     * @param leave called when the subscriber cancels
     */
    PublisherSink(SerialQueue serial, Runnable credit, Runnable leave) {
        this.serial = serial;
        this.credit = credit;
        this.leave = leave;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ValueChange> newcomer) {
        if (newcomer == null) {
            throw new NullPointerException("subscriber");
        }
        if (!taken.compareAndSet(false, true)) {
            newcomer.onSubscribe(new Refused());
            newcomer.onError(new IllegalStateException(
                    "this publisher has its one subscriber; subscribe to the tags" + " once more for another"));
            return;
        }
        serial.run(() -> {
            subscriber = newcomer;
            safely(() -> newcomer.onSubscribe(this));
            drain();
        });
    }

    private static final class Refused implements Flow.Subscription {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }

    @Override
    public void change(ValueChange change) {
        waiting.add(change);
        drain();
    }

    @Override
    public void gap(EventGap gap) {
        // The change after the gap carries it.
    }

    @Override
    public void end(Optional<MxClientException> why) {
        failure = why;
        drain();
    }

    @Override
    public void request(long n) {
        serial.run(() -> {
            if (n <= 0 && subscriber != null) {
                Flow.Subscriber<? super ValueChange> current = subscriber;
                subscriber = null;
                safely(() -> current.onError(
                        new IllegalArgumentException("requested " + n + " changes; ask for at least 1")));
                leave.run();
                return;
            }
            demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
            drain();
        });
    }

    @Override
    public void cancel() {
        serial.run(() -> {
            if (subscriber != null) {
                subscriber = null;
                leave.run();
                drain();
            }
        });
    }

    private void drain() {
        if (subscriber == null && taken.get()) {
            while (waiting.poll() != null) {
                credit.run();
            }
            return;
        }
        while (subscriber != null && demand > 0 && !waiting.isEmpty()) {
            demand--;
            ValueChange change = waiting.remove();
            safely(() -> subscriber.onNext(change));
            credit.run();
        }
        if (subscriber != null && waiting.isEmpty() && failure != null) {
            Flow.Subscriber<? super ValueChange> last = subscriber;
            subscriber = null;
            safely(() -> failure.ifPresentOrElse(last::onError, last::onComplete));
        }
    }

    private static void safely(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.error("a subscriber failed; its subscription goes on", e);
        }
    }
}
