package io.mxgateway.core.mx;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/** An event held as plain values; see {@link MxEvent} for what they mean. */
public record MxEventData(
        long sequence,
        MxEventFamily family,
        String sessionId,
        int serverHandle,
        int itemHandle,
        MxValue value,
        int quality,
        Instant sourceTimestamp,
        List<MxStatus> statuses,
        Instant workerTimestamp,
        Instant gatewayReceiveTimestamp,
        OptionalInt hresult,
        String rawStatus,
        MxEventBody body)
        implements MxEvent {
    public MxEventData {
        Objects.requireNonNull(family, "family");
        Objects.requireNonNull(sessionId, "sessionId");
        statuses = List.copyOf(statuses);
        Objects.requireNonNull(hresult, "hresult");
        Objects.requireNonNull(rawStatus, "rawStatus");
        Objects.requireNonNull(body, "body");
    }

    /** An event of an item as a worker makes it: not yet received by a gateway, without a COM result. */
    public static MxEventData ofItem(
            MxEventFamily family,
            MxEventBody body,
            int serverHandle,
            int itemHandle,
            MxValue value,
            int quality,
            Instant sourceTimestamp,
            List<MxStatus> statuses) {
        return new MxEventData(
                0,
                family,
                "",
                serverHandle,
                itemHandle,
                value,
                quality,
                sourceTimestamp,
                statuses,
                null,
                null,
                OptionalInt.empty(),
                "",
                body);
    }

    /** The same event, given its place in a session's stream by the worker. */
    public MxEventData sequenced(String session, long place, Instant seenByWorker) {
        return new MxEventData(
                place,
                family,
                session,
                serverHandle,
                itemHandle,
                value,
                quality,
                sourceTimestamp,
                statuses,
                seenByWorker,
                gatewayReceiveTimestamp,
                hresult,
                rawStatus,
                body);
    }

    @Override
    public int approximateBytes() {
        return EventSizes.of(this);
    }

    @Override
    public MxEventData receivedAt(Instant instant) {
        return new MxEventData(
                sequence,
                family,
                sessionId,
                serverHandle,
                itemHandle,
                value,
                quality,
                sourceTimestamp,
                statuses,
                workerTimestamp,
                instant,
                hresult,
                rawStatus,
                body);
    }
}
