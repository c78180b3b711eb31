package io.mxgateway.core.alarm;

import io.mxgateway.core.mx.AlarmTransitionKind;
import io.mxgateway.core.mx.MxActiveAlarm;
import io.mxgateway.core.mx.MxEventBody;
import java.time.Instant;

/** Makes records of alarms out of one another. Pure functions. */
final class AlarmRecords {
    private AlarmRecords() {}

    /** The alarm after a transition that leaves it with something to tell; {@code before} is null when it was over. */
    static MxActiveAlarm after(MxActiveAlarm before, MxEventBody.AlarmTransition event, AlarmLife life) {
        boolean acknowledged = event.transitionKind() == AlarmTransitionKind.ACKNOWLEDGE;
        boolean raised = event.transitionKind() == AlarmTransitionKind.RAISE
                || event.transitionKind() == AlarmTransitionKind.RETRIGGER;
        boolean keepsOperator = before != null && !acknowledged && !raised;
        Instant raisedAt = event.originalRaiseTimestamp();
        if (raisedAt == null) {
            raisedAt = before == null || raised ? event.transitionTimestamp() : before.originalRaiseTimestamp();
        }
        return new MxActiveAlarm(
                event.alarmFullReference(),
                event.sourceObjectReference(),
                event.alarmTypeName(),
                event.severity(),
                raisedAt,
                life.state(),
                event.category(),
                event.description(),
                event.transitionTimestamp(),
                keepsOperator ? before.operatorUser() : event.operatorUser(),
                keepsOperator ? before.operatorComment() : event.operatorComment(),
                event.currentValue(),
                event.limitValue(),
                event.degraded(),
                event.alarmGuid());
    }

    /**
     * A transition that nobody saw happen, as a record of the alarm tells of it.
     *
     * @param when when it happened, as far as is known
     */
    static MxEventBody.AlarmTransition told(MxActiveAlarm alarm, AlarmTransitionKind kind, Instant when) {
        boolean acknowledged = kind == AlarmTransitionKind.ACKNOWLEDGE;
        return new MxEventBody.AlarmTransition(
                alarm.alarmFullReference(),
                alarm.sourceObjectReference(),
                alarm.alarmTypeName(),
                kind,
                alarm.severity(),
                alarm.originalRaiseTimestamp(),
                when,
                acknowledged ? alarm.operatorUser() : "",
                acknowledged ? alarm.operatorComment() : "",
                alarm.category(),
                alarm.description(),
                alarm.currentValue(),
                alarm.limitValue(),
                alarm.degraded(),
                alarm.alarmGuid());
    }

    /** Whether two records are of the same occurrence, as far as they tell. */
    static boolean sameOccurrence(MxActiveAlarm one, MxActiveAlarm other) {
        // Two providers do not name an occurrence alike; what only one of them has told proves nothing.
        if (one.degraded() != other.degraded()) {
            return true;
        }
        if (!one.alarmGuid().isEmpty() && !other.alarmGuid().isEmpty()) {
            return one.alarmGuid().equalsIgnoreCase(other.alarmGuid());
        }
        Instant here = one.originalRaiseTimestamp();
        Instant there = other.originalRaiseTimestamp();
        return here == null || there == null || here.equals(there);
    }
}
