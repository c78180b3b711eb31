package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.AlarmAcknowledgement;
import io.mxgateway.core.mx.MxDataType;
import io.mxgateway.core.mx.MxValue;
import java.time.Instant;
import java.util.UUID;

/**
 * The alarm of one attribute of a running galaxy. What it is stays; what happens to it is guarded by the lock of the
 * {@link AlarmEngine}. Times are nanoseconds after the galaxy's start.
 */
final class AlarmNode {
    static final String PROVIDER = "Galaxy";

    private static final long NEVER = Long.MIN_VALUE;

    private final AttributeNode attribute;
    private final SimulatedAlarm spec;
    private final int index;
    private final long hash;
    private final ObjectNode group;
    private final String fullReference;
    private final MxValue limit;

    // The last scan that was looked at; NEVER before the first.
    private long looked = NEVER;
    // The attribute's scan and value that were looked at last; what has not changed is not worked out again.
    private long seenScan = NEVER;
    private AttributeNode.Held seenHeld;
    private AlarmRecord record = AlarmRecord.NEVER;

    /**
     * An alarm that was never raised.
     *
     * @param index its place among all alarms of the galaxy
     * @param seed the galaxy's
     */
    AlarmNode(AttributeNode attribute, SimulatedAlarm spec, int index, long seed) {
        this.attribute = attribute;
        this.spec = spec;
        this.index = index;
        this.hash = Hash.of(seed, attribute.fullName());
        this.group = groupOf(attribute.object());
        this.fullReference = PROVIDER + "!" + group.tagName() + "." + attribute.fullName();
        this.limit = hasLimit(spec.kind()) ? limitOf(attribute.spec().dataType(), spec.limit()) : null;
    }

    private static ObjectNode groupOf(ObjectNode object) {
        if (object.isArea()) {
            return object;
        }
        ObjectNode area = object.areaAround();
        return area == null ? object : area;
    }

    private static boolean hasLimit(SimulatedAlarm.Kind kind) {
        return kind != SimulatedAlarm.Kind.TRUE && kind != SimulatedAlarm.Kind.FALSE;
    }

    private static MxValue limitOf(MxDataType type, double limit) {
        return type == MxDataType.FLOAT ? MxValue.of((float) limit) : MxValue.of(limit);
    }

    AttributeNode attribute() {
        return attribute;
    }

    SimulatedAlarm spec() {
        return spec;
    }

    int index() {
        return index;
    }

    /** {@code Galaxy!Area.Object.Attribute}, as the galaxy writes it. */
    String fullReference() {
        return fullReference;
    }

    /** The area it belongs to; the platform or engine itself for an alarm that is in no area. */
    ObjectNode group() {
        return group;
    }

    /** The limit whose passing raises it; null for a condition without one. */
    MxValue limit() {
        return limit;
    }

    /** What the galaxy says it means. */
    String description() {
        return spec.description().isEmpty() ? attribute.spec().description() : spec.description();
    }

    /** The kind of alarm, by its usual name. */
    String typeName() {
        return switch (spec.kind()) {
            case HI -> "HI";
            case HI_HI -> "HIHI";
            case LO -> "LO";
            case LO_LO -> "LOLO";
            case TRUE, FALSE -> "DSC";
        };
    }

    /** The category the galaxy puts it in. */
    String category() {
        return hasLimit(spec.kind()) ? "Value" : "Discrete";
    }

    /** The scan that was looked at last. */
    long looked() {
        return looked;
    }

    AlarmRecord record() {
        return record;
    }

    /** Looks at the attribute at a scan; the change that this brings, null for none. A scan in the past changes nothing. */
    AlarmChange look(long scanTime) {
        if (scanTime <= looked) {
            return null;
        }
        looked = scanTime;
        Trouble trouble = attribute.object().trouble();
        if (trouble != Trouble.NONE && scanTime > trouble.since()) {
            return null; // nobody works the object out; its alarm stays as it is
        }
        AttributeNode.Held held = attribute.held();
        boolean moves = attribute.moves();
        long scan = attribute.scanAt(scanTime);
        if (held == seenHeld && (!moves || scan <= seenScan)) {
            return null;
        }
        seenHeld = held;
        seenScan = scan;
        double number = moves
                ? attribute.numberAt(scan)
                : AttributeNode.numberOf(held.value().content());
        boolean wasInAlarm = record.state().isInAlarm();
        boolean inAlarm = holds(number, wasInAlarm);
        if (inAlarm == wasInAlarm) {
            return null;
        }
        MxValue value = moves ? attribute.valueOf(number) : held.value();
        Instant now = attribute.startedAt().plusNanos(moves ? scan : scanTime);
        return inAlarm
                ? change(AlarmState.Happening.BEGAN, record.began(now, value, guidOf(now)))
                : change(AlarmState.Happening.CEASED, record.ceased(now, value));
    }

    /** Acknowledges it; null when there is nothing to acknowledge. */
    AlarmChange acknowledge(AlarmAcknowledgement said, Instant now) {
        return record.state().isAcked()
                ? null
                : change(AlarmState.Happening.ACKNOWLEDGED, record.acknowledged(now, said));
    }

    private AlarmChange change(AlarmState.Happening happening, AlarmRecord after) {
        AlarmRecord before = record;
        record = after;
        return new AlarmChange(this, before.state().after(happening).kind(), before, after);
    }

    /** A value that is not a number leaves things as they are. */
    private boolean holds(double number, boolean already) {
        if (Double.isNaN(number)) {
            return already;
        }
        double slack = already ? spec.deadband() : 0;
        return switch (spec.kind()) {
            case HI, HI_HI -> number >= spec.limit() - slack;
            case LO, LO_LO -> number <= spec.limit() + slack;
            case TRUE -> number != 0;
            case FALSE -> number == 0;
        };
    }

    /** The same for the same galaxy, attribute and moment, and for nothing else. */
    private String guidOf(Instant raised) {
        long moment = Hash.mix(raised.getEpochSecond() * 1_000_000_000L + raised.getNano());
        long high = Hash.mix(hash ^ moment);
        long low = Hash.mix(high ^ Long.rotateLeft(moment, 32));
        return new UUID((high & ~0xF000L) | 0x4000L, (low & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L).toString();
    }

    @Override
    public String toString() {
        return fullReference;
    }
}
