package io.mxgateway.core.mx;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/**
 * Something that MXAccess reported. An interface, because an event that only passes through need not be decoded; {@link
 * MxEventData} is the plain implementation, {@link ReplayGapEvent} the one event that the gateway makes itself.
 *
 * <p>Implementations are immutable and safe for use by many threads. No method returns null unless it says so.
 */
public interface MxEvent {
    /** The place in the session's stream: contiguous from 1, 0 for a replay gap. */
    long sequence();

    /** What is reported. */
    MxEventFamily family();

    /** The session it belongs to. */
    String sessionId();

    /** The registration, 0 when it belongs to none. */
    int serverHandle();

    /** The item, 0 when it belongs to none. */
    int itemHandle();

    /** The value, null when there is none. */
    MxValue value();

    /** The OPC DA quality. */
    int quality();

    /** When the value arose; null when not known. */
    Instant sourceTimestamp();

    /** The statuses that came with it. */
    List<MxStatus> statuses();

    /** When the worker saw it; null when not known. */
    Instant workerTimestamp();

    /** When the gateway received it; null before that. */
    Instant gatewayReceiveTimestamp();

    /** The COM result, where MXAccess gave one. */
    OptionalInt hresult();

    /** The status as MXAccess printed it; usually empty. */
    String rawStatus();

    /** What the family adds. */
    MxEventBody body();

    /** The loss this event tells of; null for every event but a {@link ReplayGapEvent}. */
    default ReplayGap replayGap() {
        return null;
    }

    /**
     * About how many bytes it takes, in memory and, as an upper bound in all but odd cases, on the wire. For bounds only;
     * never negative.
     */
    int approximateBytes();

    /** The same event, stamped by the gateway. */
    MxEvent receivedAt(Instant instant);
}
