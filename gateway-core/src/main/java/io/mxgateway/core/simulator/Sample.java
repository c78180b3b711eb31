package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxDetail;
import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxStatusCategory;
import io.mxgateway.core.mx.MxStatusSource;
import io.mxgateway.core.mx.MxValue;
import java.time.Instant;
import java.util.List;

/**
 * What a reference delivers at one moment.
 *
 * @param timestamp when the value arose; null when there is none
 */
record Sample(MxValue value, int quality, Instant timestamp, List<MxStatus> statuses) {
    /** A reference that does not resolve: no value, and a detail that says why. */
    static Sample unresolved(int detail, int quality, Instant now) {
        MxStatus status = MxStatus.of(MxStatusCategory.CONFIGURATION_ERROR, MxStatusSource.RESPONDING_LMX, detail);
        return new Sample(MxValue.empty(), quality, now, List.of(status));
    }

    /** No answer came in time. */
    static Sample timedOut() {
        MxStatus status = MxStatus.of(
                MxStatusCategory.COMMUNICATION_ERROR,
                MxStatusSource.REQUESTING_LMX,
                MxDetail.REQUEST_TIMED_OUT.number());
        return new Sample(null, 0, null, List.of(status));
    }

    boolean isSuccessful() {
        return value != null && statuses.get(0).isOk();
    }

    /** Whether a client would see no difference. */
    boolean looksLike(Sample other) {
        return quality == other.quality && value.equals(other.value) && statuses.equals(other.statuses);
    }
}
