package io.mxgateway.core.session;

import java.util.concurrent.CompletableFuture;

/** Something that is done with a session between its becoming ready and its being handed over. Thread-safe. */
@FunctionalInterface
interface AfterOpenStep {
    /** Nothing is to be done. */
    AfterOpenStep NONE = session -> CompletableFuture.completedFuture(null);

    /**
     * Does it.
     *
     * @return completes when it is done; exceptionally when the session must not be opened. Cancelling it stops it.
     */
    CompletableFuture<Void> run(GatewaySession session);
}
