package io.mxgateway.grpc.codec;

import io.mxgateway.core.mx.AlarmConditionState;
import io.mxgateway.core.mx.AlarmFailoverConfig;
import io.mxgateway.core.mx.AlarmProviderMode;
import io.mxgateway.core.mx.AlarmSubtagTarget;
import io.mxgateway.core.mx.AlarmTransitionKind;
import io.mxgateway.core.mx.MxActiveAlarm;
import io.mxgateway.core.mx.MxEventBody;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.proto.v1.ActiveAlarmSnapshot;
import io.mxgateway.proto.v1.AlarmProviderStatus;
import io.mxgateway.proto.v1.OnAlarmProviderModeChangedEvent;
import io.mxgateway.proto.v1.OnAlarmTransitionEvent;

/** What goes over the wire about alarms. Pure functions; enum numbers that this gateway does not know become UNSPECIFIED. */
public final class AlarmCodec {
    private AlarmCodec() {}

    /** An alarm that is not over, for the wire. */
    public static ActiveAlarmSnapshot encode(MxActiveAlarm alarm) {
        var out = ActiveAlarmSnapshot.newBuilder()
                .setAlarmFullReference(alarm.alarmFullReference())
                .setSourceObjectReference(alarm.sourceObjectReference())
                .setAlarmTypeName(alarm.alarmTypeName())
                .setSeverity(alarm.severity())
                .setCurrentStateValue(alarm.currentState().number())
                .setCategory(alarm.category())
                .setDescription(alarm.description())
                .setOperatorUser(alarm.operatorUser())
                .setOperatorComment(alarm.operatorComment())
                .setDegraded(alarm.degraded())
                .setAlarmGuid(alarm.alarmGuid());
        if (alarm.originalRaiseTimestamp() != null) {
            out.setOriginalRaiseTimestamp(TimeCodec.encode(alarm.originalRaiseTimestamp()));
        }
        if (alarm.lastTransitionTimestamp() != null) {
            out.setLastTransitionTimestamp(TimeCodec.encode(alarm.lastTransitionTimestamp()));
        }
        if (alarm.currentValue() != null) {
            out.setCurrentValue(ValueCodec.encode(alarm.currentValue()));
        }
        if (alarm.limitValue() != null) {
            out.setLimitValue(ValueCodec.encode(alarm.limitValue()));
        }
        return out.build();
    }

    /** An alarm that is not over. */
    public static MxActiveAlarm decode(ActiveAlarmSnapshot alarm) {
        return new MxActiveAlarm(
                alarm.getAlarmFullReference(),
                alarm.getSourceObjectReference(),
                alarm.getAlarmTypeName(),
                alarm.getSeverity(),
                alarm.hasOriginalRaiseTimestamp() ? TimeCodec.decode(alarm.getOriginalRaiseTimestamp()) : null,
                AlarmConditionState.ofNumber(alarm.getCurrentStateValue()),
                alarm.getCategory(),
                alarm.getDescription(),
                alarm.hasLastTransitionTimestamp() ? TimeCodec.decode(alarm.getLastTransitionTimestamp()) : null,
                alarm.getOperatorUser(),
                alarm.getOperatorComment(),
                valueOrNull(alarm.hasCurrentValue(), alarm.getCurrentValue()),
                valueOrNull(alarm.hasLimitValue(), alarm.getLimitValue()),
                alarm.getDegraded(),
                alarm.getAlarmGuid());
    }

    /** A change of an alarm, for the wire. */
    public static OnAlarmTransitionEvent encode(MxEventBody.AlarmTransition alarm) {
        var out = OnAlarmTransitionEvent.newBuilder()
                .setAlarmFullReference(alarm.alarmFullReference())
                .setSourceObjectReference(alarm.sourceObjectReference())
                .setAlarmTypeName(alarm.alarmTypeName())
                .setTransitionKindValue(alarm.transitionKind().number())
                .setSeverity(alarm.severity())
                .setOperatorUser(alarm.operatorUser())
                .setOperatorComment(alarm.operatorComment())
                .setCategory(alarm.category())
                .setDescription(alarm.description())
                .setDegraded(alarm.degraded())
                .setAlarmGuid(alarm.alarmGuid());
        if (alarm.originalRaiseTimestamp() != null) {
            out.setOriginalRaiseTimestamp(TimeCodec.encode(alarm.originalRaiseTimestamp()));
        }
        if (alarm.transitionTimestamp() != null) {
            out.setTransitionTimestamp(TimeCodec.encode(alarm.transitionTimestamp()));
        }
        if (alarm.currentValue() != null) {
            out.setCurrentValue(ValueCodec.encode(alarm.currentValue()));
        }
        if (alarm.limitValue() != null) {
            out.setLimitValue(ValueCodec.encode(alarm.limitValue()));
        }
        return out.build();
    }

    /** A change of an alarm. */
    public static MxEventBody.AlarmTransition decode(OnAlarmTransitionEvent alarm) {
        return new MxEventBody.AlarmTransition(
                alarm.getAlarmFullReference(),
                alarm.getSourceObjectReference(),
                alarm.getAlarmTypeName(),
                AlarmTransitionKind.ofNumber(alarm.getTransitionKindValue()),
                alarm.getSeverity(),
                alarm.hasOriginalRaiseTimestamp() ? TimeCodec.decode(alarm.getOriginalRaiseTimestamp()) : null,
                alarm.hasTransitionTimestamp() ? TimeCodec.decode(alarm.getTransitionTimestamp()) : null,
                alarm.getOperatorUser(),
                alarm.getOperatorComment(),
                alarm.getCategory(),
                alarm.getDescription(),
                valueOrNull(alarm.hasCurrentValue(), alarm.getCurrentValue()),
                valueOrNull(alarm.hasLimitValue(), alarm.getLimitValue()),
                alarm.getDegraded(),
                alarm.getAlarmGuid());
    }

    /** A change of the alarm provider as an event, for the wire. */
    public static OnAlarmProviderModeChangedEvent encode(MxEventBody.AlarmProviderModeChanged change) {
        var out = OnAlarmProviderModeChangedEvent.newBuilder()
                .setModeValue(change.mode().number())
                .setDegraded(change.degraded())
                .setReason(change.reason());
        if (change.since() != null) {
            out.setSince(TimeCodec.encode(change.since()));
        }
        return out.build();
    }

    /** A change of the alarm provider. */
    public static MxEventBody.AlarmProviderModeChanged decode(OnAlarmProviderModeChangedEvent change) {
        return new MxEventBody.AlarmProviderModeChanged(
                AlarmProviderMode.ofNumber(change.getModeValue()),
                change.getDegraded(),
                change.getReason(),
                change.hasSince() ? TimeCodec.decode(change.getSince()) : null);
    }

    /** The state of the alarm provider as the alarm feed tells it. */
    public static AlarmProviderStatus encodeStatus(MxEventBody.AlarmProviderModeChanged change) {
        var out = AlarmProviderStatus.newBuilder()
                .setModeValue(change.mode().number())
                .setDegraded(change.degraded())
                .setReason(change.reason());
        if (change.since() != null) {
            out.setSince(TimeCodec.encode(change.since()));
        }
        return out.build();
    }

    /** The state of the alarm provider, as the alarm feed has told it. */
    public static MxEventBody.AlarmProviderModeChanged decode(AlarmProviderStatus status) {
        return new MxEventBody.AlarmProviderModeChanged(
                AlarmProviderMode.ofNumber(status.getModeValue()),
                status.getDegraded(),
                status.getReason(),
                status.hasSince() ? TimeCodec.decode(status.getSince()) : null);
    }

    static io.mxgateway.proto.v1.AlarmSubtagTarget encode(AlarmSubtagTarget target) {
        return io.mxgateway.proto.v1.AlarmSubtagTarget.newBuilder()
                .setAlarmFullReference(target.alarmFullReference())
                .setSourceObjectReference(target.sourceObjectReference())
                .setArea(target.area())
                .setActiveSubtag(target.activeSubtag())
                .setAckedSubtag(target.ackedSubtag())
                .setAckCommentSubtag(target.ackCommentSubtag())
                .setPrioritySubtag(target.prioritySubtag())
                .build();
    }

    static AlarmSubtagTarget decode(io.mxgateway.proto.v1.AlarmSubtagTarget target) {
        return new AlarmSubtagTarget(
                target.getAlarmFullReference(),
                target.getSourceObjectReference(),
                target.getArea(),
                target.getActiveSubtag(),
                target.getAckedSubtag(),
                target.getAckCommentSubtag(),
                target.getPrioritySubtag());
    }

    static io.mxgateway.proto.v1.AlarmFailoverConfig encode(AlarmFailoverConfig failover) {
        return io.mxgateway.proto.v1.AlarmFailoverConfig.newBuilder()
                .setConsecutiveFailureThreshold(failover.consecutiveFailureThreshold())
                .setFailbackProbeIntervalSeconds(failover.failbackProbeIntervalSeconds())
                .setFailbackStableProbes(failover.failbackStableProbes())
                .build();
    }

    static AlarmFailoverConfig decode(io.mxgateway.proto.v1.AlarmFailoverConfig failover) {
        return new AlarmFailoverConfig(
                failover.getConsecutiveFailureThreshold(),
                failover.getFailbackProbeIntervalSeconds(),
                failover.getFailbackStableProbes());
    }

    static MxValue valueOrNull(boolean present, io.mxgateway.proto.v1.MxValue value) {
        return present ? ValueCodec.decode(value) : null;
    }
}
