package io.mxgateway.grpc.client;

import io.mxgateway.core.mx.MxQuality;
import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxValue;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A new value of a subscribed tag.
 *
 * @param tag the tag, as it was subscribed
 * @param value the value; null when there is none, which the statuses explain
 * @param quality the OPC DA quality
 * @param sourceTimestamp when the value arose; null when not known
 * @param statuses what MXAccess says of it
 * @param sequence its place in the session's stream
 * @param gapBefore what was lost right before it; null, nearly always, when nothing was
 */
public record ValueChange(
        String tag,
        MxValue value,
        int quality,
        Instant sourceTimestamp,
        List<MxStatus> statuses,
        long sequence,
        EventGap gapBefore) {
    public ValueChange {
        Objects.requireNonNull(tag, "tag");
        statuses = List.copyOf(statuses);
    }

    /** Whether the quality is good. */
    public boolean isGood() {
        return MxQuality.isGood(quality);
    }

    ValueChange after(EventGap gap) {
        return new ValueChange(tag, value, quality, sourceTimestamp, statuses, sequence, gap);
    }
}
