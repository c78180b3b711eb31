package io.mxgateway.grpc.client;

import java.util.Optional;

/**
 * Hears of deployments: first of the one that is there, then of each new one. Calls come one at a time, on a thread of the
 * client, and must be quick. What it throws is logged and does not stop the watch.
 */
@FunctionalInterface
public interface DeployListener {
    /** What is deployed from now on. */
    void onDeployment(Deployment deployment);

    /**
     * The last call.
     *
     * @param failure why the watch is over; empty when this client closed it
     */
    default void onEnd(Optional<MxClientException> failure) {}
}
