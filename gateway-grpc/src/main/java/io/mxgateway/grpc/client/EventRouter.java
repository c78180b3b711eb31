package io.mxgateway.grpc.client;

import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.mx.ReplayGap;
import io.mxgateway.core.mx.ReplayGapEvent;
import io.mxgateway.core.worker.SerialQueue;
import io.mxgateway.grpc.codec.CodecException;
import io.mxgateway.grpc.codec.EventCodec;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the events of a session to its subscriptions, by handle.
 *
 * <p>The first values of new items may come before the reply that tells their handles; while such a reply is awaited,
 * events of handles nobody knows are held back. What is held back is not credited, so the stream's window bounds it.
 *
 * <p>Thread-safe: everything runs on one serial queue, in the order it came.
 */
final class EventRouter implements EventPump.Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(EventRouter.class);

    private record Route(TagSubscription subscription, String tag) {}

    private final String sessionId;
    private final SerialQueue serial = new SerialQueue();
    private final CopyOnWriteArrayList<EventListener> listeners = new CopyOnWriteArrayList<>();
    // The rest is touched on the serial queue only.
    private final Map<Long, Route> routes = new HashMap<>();
    private final Set<TagSubscription> subscriptions = new LinkedHashSet<>();
    private final ArrayDeque<MxEvent> heldBack = new ArrayDeque<>();
    private int awaited; // replies that will tell handles
    private Optional<MxClientException> end; // null while the stream goes on
    private Runnable credit = () -> {};

    EventRouter(String sessionId) {
        this.sessionId = sessionId;
    }

    /** Who is credited; to be set before the first event. */
    void creditTo(Runnable whom) {
        credit = whom;
    }

    SerialQueue serial() {
        return serial;
    }

    void addListener(EventListener listener) {
        listeners.add(listener);
    }

    void removeListener(EventListener listener) {
        listeners.remove(listener);
    }

    /** A reply that tells handles is on its way. */
    void await(TagSubscription subscription) {
        serial.run(() -> {
            awaited++;
            subscriptions.add(subscription);
            if (end != null) {
                subscription.end(end);
            }
        });
    }

    /** The reply is here; {@code handles} are the routes it tells, none when it failed. */
    void arrived(TagSubscription subscription, int serverHandle, Map<Integer, String> handles) {
        serial.run(() -> {
            awaited--;
            handles.forEach((item, tag) -> routes.put(key(serverHandle, item), new Route(subscription, tag)));
            releaseHeldBack();
        });
    }

    /** The subscription has had enough; or failed, and {@code why} tells. */
    void leave(TagSubscription subscription, Optional<MxClientException> why) {
        serial.run(() -> {
            if (subscriptions.remove(subscription)) {
                routes.values().removeIf(route -> route.subscription() == subscription);
                subscription.end(why);
            }
        });
    }

    @Override
    public void event(io.mxgateway.proto.v1.MxEvent message) {
        MxEvent event;
        try {
            event = EventCodec.decode(message);
        } catch (CodecException e) {
            LOG.error("event {} of session {} cannot be read", message.getWorkerSequence(), sessionId, e);
            gap(new EventGap(message.getWorkerSequence() - 1, message.getWorkerSequence() + 1));
            credit.run();
            return;
        }
        serial.run(() -> {
            tellListeners(event);
            if (!route(event)) {
                heldBack.add(event);
            }
        });
    }

    @Override
    public void gap(EventGap gap) {
        serial.run(() -> {
            ReplayGap loss = new ReplayGap(gap.afterSequence(), gap.oldestAvailable());
            tellListeners(new ReplayGapEvent(sessionId, loss, null));
            // What was held back came before the loss.
            subscriptions.forEach(subscription -> subscription.lost(gap));
        });
    }

    @Override
    public void end(Optional<MxClientException> failure) {
        serial.run(() -> {
            end = failure;
            while (heldBack.poll() != null) {
                credit.run();
            }
            subscriptions.forEach(subscription -> subscription.end(failure));
        });
    }

    private void tellListeners(MxEvent event) {
        for (EventListener listener : listeners) {
            try {
                listener.onEvent(event);
            } catch (RuntimeException e) {
                LOG.error("an event listener of session {} failed; the stream goes on", sessionId, e);
            }
        }
    }

    private void releaseHeldBack() {
        int count = heldBack.size();
        for (int i = 0; i < count; i++) {
            MxEvent event = heldBack.remove();
            if (!route(event)) {
                heldBack.add(event);
            }
        }
    }

    /** Returns false when it must be held back. */
    private boolean route(MxEvent event) {
        if (event.family() != MxEventFamily.ON_DATA_CHANGE) {
            credit.run();
            return true;
        }
        Route route = routes.get(key(event.serverHandle(), event.itemHandle()));
        if (route == null && awaited > 0) {
            return false;
        }
        if (route == null) {
            credit.run();
            return true;
        }
        route.subscription()
                .deliver(new ValueChange(
                        route.tag(),
                        event.value(),
                        event.quality(),
                        event.sourceTimestamp(),
                        event.statuses(),
                        event.sequence(),
                        null));
        return true;
    }

    private static long key(int serverHandle, int itemHandle) {
        return (long) serverHandle << 32 | (itemHandle & 0xFFFF_FFFFL);
    }
}
