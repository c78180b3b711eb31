package io.mxgateway.grpc.client;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What is deployed in the galaxy from now on.
 *
 * @param deployedAt when it was deployed; empty when it never was
 * @param observedAt when the gateway noticed
 * @param objects how many objects there are
 * @param attributes how many attributes they have together
 * @param missedBefore whether there may have been others since the one told before: this client was away, or too slow
 */
public record Deployment(
        Optional<Instant> deployedAt, Instant observedAt, int objects, int attributes, boolean missedBefore) {
    public Deployment {
        Objects.requireNonNull(deployedAt, "deployedAt");
        Objects.requireNonNull(observedAt, "observedAt");
    }
}
