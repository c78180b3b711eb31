package io.mxgateway.grpc.client;

/**
 * Events that this client will never see.
 *
 * @param afterSequence the last event before the loss, 0 when there was none
 * @param oldestAvailable the first event after it
 */
public record EventGap(long afterSequence, long oldestAvailable) {
    /** How many events are lost. */
    public long lost() {
        return oldestAvailable - afterSequence - 1;
    }
}
