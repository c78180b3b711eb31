package io.mxgateway.grpc.client;

import io.mxgateway.core.alarm.AlarmNews;
import java.util.Optional;

/**
 * Hears the news of a subscription to alarms. Calls come one at a time, on a thread of the client; each sees what the ones
 * before it did. While a call takes its time the stream waits, so a listener should be quick. What it throws is logged and
 * does not stop the subscription.
 */
@FunctionalInterface
public interface AlarmListener {
    /** The next thing to know; see {@link AlarmSubscription} for the order. */
    void onNews(AlarmNews news);

    /**
     * The last call.
     *
     * @param failure why the subscription is over; empty when this client closed it
     */
    default void onEnd(Optional<MxClientException> failure) {}
}
