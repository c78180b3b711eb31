package io.mxgateway.core.mx;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/** The only event that the gateway makes itself: it tells a reader which events it will never see. */
public record ReplayGapEvent(String sessionId, ReplayGap replayGap, Instant gatewayReceiveTimestamp)
        implements MxEvent {
    public ReplayGapEvent {
        Objects.requireNonNull(sessionId, "sessionId");
        Objects.requireNonNull(replayGap, "replayGap");
    }

    @Override
    public long sequence() {
        return 0;
    }

    @Override
    public MxEventFamily family() {
        return MxEventFamily.UNSPECIFIED;
    }

    @Override
    public int serverHandle() {
        return 0;
    }

    @Override
    public int itemHandle() {
        return 0;
    }

    @Override
    public MxValue value() {
        return null;
    }

    @Override
    public int quality() {
        return 0;
    }

    @Override
    public Instant sourceTimestamp() {
        return null;
    }

    @Override
    public List<MxStatus> statuses() {
        return List.of();
    }

    @Override
    public Instant workerTimestamp() {
        return null;
    }

    @Override
    public OptionalInt hresult() {
        return OptionalInt.empty();
    }

    @Override
    public String rawStatus() {
        return "";
    }

    @Override
    public MxEventBody body() {
        return MxEventBody.NONE;
    }

    @Override
    public int approximateBytes() {
        return EventSizes.EVENT;
    }

    @Override
    public ReplayGapEvent receivedAt(Instant instant) {
        return new ReplayGapEvent(sessionId, replayGap, instant);
    }
}
