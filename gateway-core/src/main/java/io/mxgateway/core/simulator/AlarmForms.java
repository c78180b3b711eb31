package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.AlarmProviderMode;
import io.mxgateway.core.mx.MxActiveAlarm;
import io.mxgateway.core.mx.MxEventBody;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.mx.MxQuality;
import java.time.Instant;
import java.util.List;

/**
 * What is known of alarms, in the form in which clients get it. A degraded record holds what the alarm attributes tell and
 * nothing else: no GUID, no limit, no category, no description, and the comment of an acknowledgement but not its operator.
 */
final class AlarmForms {
    private AlarmForms() {}

    static MxEventData transition(AlarmChange change, boolean degraded) {
        AlarmNode alarm = change.alarm();
        AlarmRecord record = change.after();
        MxEventBody body = new MxEventBody.AlarmTransition(
                alarm.fullReference(),
                alarm.attribute().object().tagName(),
                alarm.typeName(),
                change.kind(),
                alarm.spec().priority(),
                record.raisedAt(),
                record.changedAt(),
                degraded ? "" : record.operator(),
                record.comment(),
                degraded ? "" : alarm.category(),
                degraded ? "" : alarm.description(),
                record.value(),
                degraded ? null : alarm.limit(),
                degraded,
                degraded ? "" : record.guid());
        return event(MxEventFamily.ON_ALARM_TRANSITION, body, record.changedAt());
    }

    static MxEventData modeChanged(AlarmProviderMode mode, String reason, Instant since) {
        MxEventBody body =
                new MxEventBody.AlarmProviderModeChanged(mode, mode == AlarmProviderMode.SUBTAG, reason, since);
        return event(MxEventFamily.ON_ALARM_PROVIDER_MODE_CHANGED, body, since);
    }

    private static MxEventData event(MxEventFamily family, MxEventBody body, Instant when) {
        return MxEventData.ofItem(family, body, 0, 0, null, MxQuality.GOOD, when, List.of());
    }

    static MxActiveAlarm active(AlarmNode alarm, AlarmRecord record, boolean degraded) {
        return new MxActiveAlarm(
                alarm.fullReference(),
                alarm.attribute().object().tagName(),
                alarm.typeName(),
                alarm.spec().priority(),
                record.raisedAt(),
                record.state().condition(),
                degraded ? "" : alarm.category(),
                degraded ? "" : alarm.description(),
                record.changedAt(),
                degraded ? "" : record.operator(),
                record.comment(),
                record.value(),
                degraded ? null : alarm.limit(),
                degraded,
                degraded ? "" : record.guid());
    }
}
