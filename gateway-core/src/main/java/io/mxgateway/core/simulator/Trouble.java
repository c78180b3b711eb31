package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxDetail;
import io.mxgateway.core.mx.MxQuality;
import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxStatusCategory;
import io.mxgateway.core.mx.MxStatusSource;
import java.util.List;

/**
 * What keeps an object from delivering good values, and since when. Told apart by identity: an object that comes back
 * and goes again has another trouble.
 */
final class Trouble {
    /** All is well. */
    static final Trouble NONE = new Trouble(Long.MAX_VALUE, MxQuality.GOOD, List.of(MxStatus.good()));

    private static final List<MxStatus> ENGINE_LOST = List.of(MxStatus.of(
            MxStatusCategory.COMMUNICATION_ERROR,
            MxStatusSource.REQUESTING_NMX,
            MxDetail.ENGINE_COMMUNICATION.number()));

    private final long since;
    private final int quality;
    private final List<MxStatus> statuses;

    private Trouble(long since, int quality, List<MxStatus> statuses) {
        this.since = since;
        this.quality = quality;
        this.statuses = statuses;
    }

    /** The object was taken off scan so many nanoseconds after the galaxy's start. */
    static Trouble offScan(long since) {
        return new Trouble(since, MxQuality.OUT_OF_SERVICE, List.of(MxStatus.good()));
    }

    /** The engine of the object cannot be reached. */
    static Trouble engineLost(long since) {
        return new Trouble(since, MxQuality.COMM_FAILURE, ENGINE_LOST);
    }

    /** From when on values stand still, in nanoseconds after the galaxy's start. */
    long since() {
        return since;
    }

    int quality() {
        return quality;
    }

    List<MxStatus> statuses() {
        return statuses;
    }

    /** The status that a write comes back with; null when the object can be written in spite of its trouble. */
    MxStatus writeRefusal() {
        return statuses.get(0).isOk() ? null : statuses.get(0);
    }
}
