package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxValue;
import java.time.Instant;

/** Where the attribute that stands for something of an alarm takes its value from. Thread-safe. */
record AlarmTag(AlarmEngine engine, AlarmNode alarm, AlarmSubtag subtag) {
    /** The attribute. */
    AttributeNode attribute() {
        AttributeNode alarmed = alarm.attribute();
        return AttributeNode.ofAlarm(
                alarmed.object(), subtag.spec(alarmed.spec()), engine.scanNanos(), alarmed.startedAt(), this);
    }

    /** What it holds at a scan. */
    AttributeNode.Held at(long scan) {
        AlarmRecord record = engine.recordOf(alarm, scan);
        MxValue value = subtag.valueIn(record, alarm.spec());
        Instant since = record.changedAt();
        return new AttributeNode.Held(value, since == null ? alarm.attribute().startedAt() : since);
    }
}
