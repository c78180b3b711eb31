package io.mxgateway.grpc.client;

import io.mxgateway.core.mx.MxEvent;

/**
 * Hears every event of a session as it is, replay gaps included. Calls come one at a time, in order, before the same
 * event reaches a subscription; see {@link ValueListener} for the rest.
 */
@FunctionalInterface
public interface EventListener {
    /** Something happened. */
    void onEvent(MxEvent event);
}
