package io.mxgateway.grpc.codec;

import io.mxgateway.core.mx.MxArray;
import io.mxgateway.core.mx.MxDataType;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxEventBody;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.mx.ReplayGap;
import io.mxgateway.core.mx.ReplayGapEvent;
import io.mxgateway.proto.v1.OnBufferedDataChangeEvent;
import io.mxgateway.proto.v1.OnDataChangeEvent;
import io.mxgateway.proto.v1.OnWriteCompleteEvent;
import io.mxgateway.proto.v1.OperationCompleteEvent;
import java.util.OptionalInt;

/** Events. Pure functions. */
public final class EventCodec {
    private EventCodec() {}

    /** The serialized event, for the caller to keep. */
    public static byte[] toBytes(MxEvent event) {
        return event instanceof WireEvent wire ? wire.bytes() : encode(event).toByteArray();
    }

    /** An event for the wire. */
    public static io.mxgateway.proto.v1.MxEvent encode(MxEvent event) {
        if (event instanceof WireEvent wire) {
            return wire.message();
        }
        var out = io.mxgateway.proto.v1.MxEvent.newBuilder()
                .setFamilyValue(event.family().number())
                .setSessionId(event.sessionId())
                .setServerHandle(event.serverHandle())
                .setItemHandle(event.itemHandle())
                .setQuality(event.quality())
                .addAllStatuses(StatusCodec.encodeAll(event.statuses()))
                .setWorkerSequence(event.sequence())
                .setRawStatus(event.rawStatus());
        if (event.value() != null) {
            out.setValue(ValueCodec.encode(event.value()));
        }
        if (event.sourceTimestamp() != null) {
            out.setSourceTimestamp(TimeCodec.encode(event.sourceTimestamp()));
        }
        if (event.workerTimestamp() != null) {
            out.setWorkerTimestamp(TimeCodec.encode(event.workerTimestamp()));
        }
        if (event.gatewayReceiveTimestamp() != null) {
            out.setGatewayReceiveTimestamp(TimeCodec.encode(event.gatewayReceiveTimestamp()));
        }
        event.hresult().ifPresent(out::setHresult);
        if (event.replayGap() != null) {
            out.setReplayGap(encode(event.replayGap()));
        }
        putBody(event.body(), out);
        return out.build();
    }

    private static io.mxgateway.proto.v1.ReplayGap encode(ReplayGap gap) {
        return io.mxgateway.proto.v1.ReplayGap.newBuilder()
                .setRequestedAfterSequence(gap.requestedAfterSequence())
                .setOldestAvailableSequence(gap.oldestAvailableSequence())
                .build();
    }

    private static void putBody(MxEventBody body, io.mxgateway.proto.v1.MxEvent.Builder out) {
        if (body instanceof MxEventBody.DataChange) {
            out.setOnDataChange(OnDataChangeEvent.getDefaultInstance());
        } else if (body instanceof MxEventBody.WriteComplete) {
            out.setOnWriteComplete(OnWriteCompleteEvent.getDefaultInstance());
        } else if (body instanceof MxEventBody.OperationComplete) {
            out.setOperationComplete(OperationCompleteEvent.getDefaultInstance());
        } else if (body instanceof MxEventBody.BufferedDataChange buffered) {
            out.setOnBufferedDataChange(OnBufferedDataChangeEvent.newBuilder()
                    .setDataTypeValue(buffered.dataType().number())
                    .setRawDataType(buffered.rawDataType())
                    .setQualityValues(ArrayCodec.encode(buffered.qualityValues()))
                    .setTimestampValues(ArrayCodec.encode(buffered.timestampValues())));
        } else if (body instanceof MxEventBody.AlarmTransition transition) {
            out.setOnAlarmTransition(AlarmCodec.encode(transition));
        } else if (body instanceof MxEventBody.AlarmProviderModeChanged change) {
            out.setOnAlarmProviderModeChanged(AlarmCodec.encode(change));
        }
    }

    /**
     * An event. Numbers that this gateway does not know become UNKNOWN or UNSPECIFIED.
     *
     * @throws CodecException when a value in it is a sparse array of a bad shape; events carry none at all
     */
    public static MxEvent decode(io.mxgateway.proto.v1.MxEvent event) throws CodecException {
        try {
            return decodeTrusted(event);
        } catch (IllegalArgumentException e) {
            throw new CodecException("event: " + e.getMessage(), e);
        }
    }

    /** An event that {@link WireEvent} or {@link WireReply} has looked through before. */
    static MxEvent decodeTrusted(io.mxgateway.proto.v1.MxEvent event) {
        var received = event.hasGatewayReceiveTimestamp() ? TimeCodec.decode(event.getGatewayReceiveTimestamp()) : null;
        if (event.hasReplayGap()) {
            ReplayGap gap = new ReplayGap(
                    event.getReplayGap().getRequestedAfterSequence(),
                    event.getReplayGap().getOldestAvailableSequence());
            return new ReplayGapEvent(event.getSessionId(), gap, received);
        }
        return new MxEventData(
                event.getWorkerSequence(),
                MxEventFamily.ofNumber(event.getFamilyValue()),
                event.getSessionId(),
                event.getServerHandle(),
                event.getItemHandle(),
                AlarmCodec.valueOrNull(event.hasValue(), event.getValue()),
                event.getQuality(),
                event.hasSourceTimestamp() ? TimeCodec.decode(event.getSourceTimestamp()) : null,
                StatusCodec.decodeAll(event.getStatusesList()),
                event.hasWorkerTimestamp() ? TimeCodec.decode(event.getWorkerTimestamp()) : null,
                received,
                event.hasHresult() ? OptionalInt.of(event.getHresult()) : OptionalInt.empty(),
                event.getRawStatus(),
                body(event));
    }

    private static MxEventBody body(io.mxgateway.proto.v1.MxEvent event) {
        return switch (event.getBodyCase()) {
            case ON_DATA_CHANGE -> MxEventBody.DATA_CHANGE;
            case ON_WRITE_COMPLETE -> MxEventBody.WRITE_COMPLETE;
            case OPERATION_COMPLETE -> MxEventBody.OPERATION_COMPLETE;
            case ON_BUFFERED_DATA_CHANGE -> buffered(event.getOnBufferedDataChange());
            case ON_ALARM_TRANSITION -> AlarmCodec.decode(event.getOnAlarmTransition());
            case ON_ALARM_PROVIDER_MODE_CHANGED -> AlarmCodec.decode(event.getOnAlarmProviderModeChanged());
            case BODY_NOT_SET -> MxEventBody.NONE;
        };
    }

    private static MxEventBody buffered(OnBufferedDataChangeEvent body) {
        MxArray qualities = ArrayCodec.decode(body.getQualityValues());
        return new MxEventBody.BufferedDataChange(
                MxDataType.ofNumber(body.getDataTypeValue()),
                body.getRawDataType(),
                qualities,
                ArrayCodec.decode(body.getTimestampValues()));
    }
}
