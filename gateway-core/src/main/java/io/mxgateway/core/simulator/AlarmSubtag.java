package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxDataType;
import io.mxgateway.core.mx.MxValue;
import java.time.Instant;

/** The attributes that an alarm adds to the attribute it belongs to, such as {@code Reactor_001.Level.InAlarm}. */
enum AlarmSubtag {
    /** Whether the condition holds. */
    IN_ALARM("InAlarm", MxDataType.BOOLEAN),
    /** Whether there is nothing to acknowledge. */
    ACKED("Acked", MxDataType.BOOLEAN),
    /** The comment of the last acknowledgement; writing it acknowledges. */
    ACK_MSG("AckMsg", MxDataType.STRING),
    /** 1, most urgent, to 999. */
    PRIORITY("Priority", MxDataType.INTEGER),
    /** When the condition began to hold last. */
    TIME_ALARM_ON("TimeAlarmOn", MxDataType.TIME),
    /** When it ceased to hold last. */
    TIME_ALARM_OFF("TimeAlarmOff", MxDataType.TIME),
    /** When somebody acknowledged last. */
    TIME_ALARM_ACKED("TimeAlarmAcked", MxDataType.TIME);

    private final String attribute;
    private final MxDataType type;

    AlarmSubtag(String attribute, MxDataType type) {
        this.attribute = attribute;
        this.type = type;
    }

    /** The subtag with this name in any case; null when there is none. */
    static AlarmSubtag named(String name) {
        for (AlarmSubtag subtag : values()) {
            if (subtag.attribute.equalsIgnoreCase(name)) {
                return subtag;
            }
        }
        return null;
    }

    /** As an attribute of the object that the alarmed attribute belongs to. */
    SimulatedAttribute spec(SimulatedAttribute alarmed) {
        return SimulatedAttribute.of(alarmed.name() + "." + attribute, type)
                .withAccess(this == ACK_MSG ? AttributeAccess.WRITEABLE : AttributeAccess.CALCULATED);
    }

    /** Its value; a time that has never been is that of the epoch. */
    MxValue valueIn(AlarmRecord record, SimulatedAlarm alarm) {
        return switch (this) {
            case IN_ALARM -> MxValue.of(record.state().isInAlarm());
            case ACKED -> MxValue.of(record.state().isAcked());
            case ACK_MSG -> MxValue.of(record.comment());
            case PRIORITY -> MxValue.of(alarm.priority());
            case TIME_ALARM_ON -> time(record.onAt());
            case TIME_ALARM_OFF -> time(record.offAt());
            case TIME_ALARM_ACKED -> time(record.ackedAt());
        };
    }

    private static MxValue time(Instant instant) {
        return MxValue.of(instant == null ? Instant.EPOCH : instant);
    }
}
