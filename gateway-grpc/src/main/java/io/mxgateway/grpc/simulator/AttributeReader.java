package io.mxgateway.grpc.simulator;

import io.mxgateway.core.mx.MxDataType;
import io.mxgateway.core.mx.MxSecurityClass;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.simulator.AttributeAccess;
import io.mxgateway.core.simulator.AttributeRange;
import io.mxgateway.core.simulator.SimulatedAlarm;
import io.mxgateway.core.simulator.SimulatedAttribute;
import io.mxgateway.proto.simulator.v1.Access;
import io.mxgateway.proto.simulator.v1.Alarm;
import io.mxgateway.proto.simulator.v1.AlarmKind;
import io.mxgateway.proto.simulator.v1.Attribute;
import io.mxgateway.proto.simulator.v1.Range;
import io.mxgateway.proto.simulator.v1.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Turns the attributes of a galaxy file into the core's. One thread at a time. */
final class AttributeReader {
    private static final int MAX_QUALITY = 0xFFFF;
    private static final double NANOS = 1e9;

    private final FieldReader fields;
    private final SignalReader signals;

    AttributeReader(FieldReader fields) {
        this.fields = fields;
        this.signals = new SignalReader(fields);
    }

    /** An attribute; {@code key} is its whole name, for problems. */
    SimulatedAttribute read(String key, Attribute attribute) {
        Optional<MxSecurityClass> security = MxSecurityClass.ofNumber(attribute.getSecurityClassValue());
        fields.require(
                security.isPresent(), key + " security_class", attribute.getSecurityClassValue(), "must be 0..6");
        fields.require(
                !attribute.hasQuality() || (attribute.getQuality() >= 0 && attribute.getQuality() <= MAX_QUALITY),
                key + " quality",
                attribute.getQuality(),
                "must be 0.." + MAX_QUALITY);
        return new SimulatedAttribute(
                attribute.getName(),
                MxDataType.ofNumber(attribute.getDataTypeValue()),
                attribute.getArrayDimension(),
                attribute.getDescription(),
                attribute.getEngineeringUnit(),
                security.orElse(MxSecurityClass.FREE_ACCESS),
                access(key + " access", attribute.getAccess(), attribute.getAccessValue()),
                attribute.hasRange() ? range(attribute.getRange()) : AttributeRange.ALL,
                values(key + " initial_value", attribute.getInitialValueList()),
                attribute.getEnumLabelsList(),
                signals.read(key + " signal", attribute.getSignal()),
                attribute.hasScanPeriod()
                        ? fields.length(key + " scan_period", attribute.getScanPeriod())
                        : Optional.empty(),
                attribute.getHistorized(),
                attribute.hasAlarm() ? alarm(key + " alarm", attribute.getAlarm()) : Optional.empty(),
                attribute.hasQuality() ? OptionalInt.of(attribute.getQuality()) : OptionalInt.empty());
    }

    private AttributeAccess access(String key, Access access, int number) {
        return switch (access) {
            case ACCESS_WRITEABLE -> AttributeAccess.WRITEABLE;
            case ACCESS_CALCULATED -> AttributeAccess.CALCULATED;
            case ACCESS_CONSTANT -> AttributeAccess.CONSTANT;
            case UNRECOGNIZED -> {
                fields.require(false, key, number, "must be 0..2");
                yield AttributeAccess.WRITEABLE;
            }
        };
    }

    private static AttributeRange range(Range range) {
        return new AttributeRange(
                range.hasMin() ? OptionalDouble.of(range.getMin()) : OptionalDouble.empty(),
                range.hasMax() ? OptionalDouble.of(range.getMax()) : OptionalDouble.empty());
    }

    private List<MxValue> values(String key, List<Scalar> scalars) {
        List<MxValue> values = new ArrayList<>(scalars.size());
        scalars.forEach(scalar -> value(key, scalar).ifPresent(values::add));
        return values;
    }

    private Optional<MxValue> value(String key, Scalar scalar) {
        return switch (scalar.getKindCase()) {
            case BOOL_VALUE -> Optional.of(MxValue.of(scalar.getBoolValue()));
            case INT32_VALUE -> Optional.of(MxValue.of(scalar.getInt32Value()));
            case DOUBLE_VALUE -> Optional.of(MxValue.of(scalar.getDoubleValue()));
            case STRING_VALUE -> Optional.of(MxValue.of(scalar.getStringValue()));
            case TIME_VALUE -> fields.time(key, scalar.getTimeValue()).map(MxValue::of);
            // The simulator counts elapsed times in seconds.
            case ELAPSED_VALUE ->
                fields.length(key, scalar.getElapsedValue()).map(elapsed -> MxValue.of(seconds(elapsed)));
            case KIND_NOT_SET -> {
                fields.require(false, key, "{}", "must hold a value");
                yield Optional.empty();
            }
        };
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / NANOS;
    }

    private Optional<SimulatedAlarm> alarm(String key, Alarm alarm) {
        Optional<SimulatedAlarm.Kind> kind = kind(alarm.getKind());
        fields.require(kind.isPresent(), key + " kind", alarm.getKindValue(), "must say what raises the alarm, 1..6");
        return kind.map(known -> new SimulatedAlarm(
                known, alarm.getLimit(), alarm.getDeadband(), alarm.getPriority(), alarm.getDescription()));
    }

    private static Optional<SimulatedAlarm.Kind> kind(AlarmKind kind) {
        return switch (kind) {
            case ALARM_KIND_HI -> Optional.of(SimulatedAlarm.Kind.HI);
            case ALARM_KIND_HI_HI -> Optional.of(SimulatedAlarm.Kind.HI_HI);
            case ALARM_KIND_LO -> Optional.of(SimulatedAlarm.Kind.LO);
            case ALARM_KIND_LO_LO -> Optional.of(SimulatedAlarm.Kind.LO_LO);
            case ALARM_KIND_TRUE -> Optional.of(SimulatedAlarm.Kind.TRUE);
            case ALARM_KIND_FALSE -> Optional.of(SimulatedAlarm.Kind.FALSE);
            case ALARM_KIND_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
        };
    }
}
