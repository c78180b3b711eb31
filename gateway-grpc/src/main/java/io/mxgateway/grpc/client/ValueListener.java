package io.mxgateway.grpc.client;

import java.util.Optional;

/**
 * Hears the changes of a subscription. Calls come one at a time, in the order of the events, on a thread of the client;
 * each sees what the ones before it did. While a call takes its time the session's stream waits, so a listener should be
 * quick. What it throws is logged and does not stop the subscription.
 */
@FunctionalInterface
public interface ValueListener {
    /** A tag has a new value. */
    void onChange(ValueChange change);

    /** Events were lost; the next change comes from after the loss. The same gap is in that change's {@code gapBefore}. */
    default void onGap(EventGap gap) {}

    /**
     * The last call.
     *
     * @param failure why the subscription is over; empty when it or its session was closed by this client
     */
    default void onEnd(Optional<MxClientException> failure) {}
}
