package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxValue;

/**
 * What a client wants written.
 *
 * @param timestamp the time that goes with the value; null for now
 * @param secured whether the call names the users who sign
 * @param userId who writes; for a secured write, who signs
 * @param verifierId who verifies a secured write; 0 for nobody
 */
record WriteOrder(MxValue value, MxValue timestamp, boolean secured, int userId, int verifierId) {
    /** The value may be a secret. */
    @Override
    public String toString() {
        return "WriteOrder[secured=" + secured + ", userId=" + userId + ", verifierId=" + verifierId + "]";
    }
}
