package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxDataType;
import io.mxgateway.core.mx.MxQuality;
import io.mxgateway.core.mx.MxSecurityClass;
import io.mxgateway.core.mx.MxValue;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An attribute of a simulated object. Start with {@link #of} and add what differs from the ordinary.
 *
 * @param name unique in its object without regard to case; may contain dots
 * @param dataType the type of the value, or of the elements
 * @param arrayDimension the number of elements; 0 for a scalar
 * @param description for people
 * @param engineeringUnit for people
 * @param securityClass what a writer needs while security is on
 * @param access whether it can be written at all
 * @param range what a numeric value may be
 * @param initialValue scalars: one, or one for each of the first elements; the rest is the type's default
 * @param enumLabels for an enumeration, the names of 0, 1, 2 and so on
 * @param signal how the value moves until somebody writes it
 * @param scanPeriod how often it can change, if less often than its engine lets it
 * @param historized whether a historian records it
 * @param alarm its alarm, if it has one
 * @param quality the OPC DA quality in place of good
 */
public record SimulatedAttribute(
        String name,
        MxDataType dataType,
        int arrayDimension,
        String description,
        String engineeringUnit,
        MxSecurityClass securityClass,
        AttributeAccess access,
        AttributeRange range,
        List<MxValue> initialValue,
        List<String> enumLabels,
        SimulatedSignal signal,
        Optional<Duration> scanPeriod,
        boolean historized,
        Optional<SimulatedAlarm> alarm,
        OptionalInt quality) {
    public SimulatedAttribute {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(dataType, "dataType");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(engineeringUnit, "engineeringUnit");
        Objects.requireNonNull(securityClass, "securityClass");
        Objects.requireNonNull(access, "access");
        Objects.requireNonNull(range, "range");
        initialValue = List.copyOf(initialValue);
        enumLabels = List.copyOf(enumLabels);
        Objects.requireNonNull(signal, "signal");
        Objects.requireNonNull(scanPeriod, "scanPeriod");
        Objects.requireNonNull(alarm, "alarm");
        Objects.requireNonNull(quality, "quality");
    }

    /** A writeable scalar that stands still at its type's default and is open to everybody. */
    public static SimulatedAttribute of(String name, MxDataType type) {
        return new SimulatedAttribute(
                name,
                type,
                0,
                "",
                "",
                MxSecurityClass.FREE_ACCESS,
                AttributeAccess.WRITEABLE,
                AttributeRange.ALL,
                List.of(),
                List.of(),
                SimulatedSignal.CONSTANT,
                Optional.empty(),
                false,
                Optional.empty(),
                OptionalInt.empty());
    }

    /** An array of this many elements. */
    public SimulatedAttribute withElements(int count) {
        return new SimulatedAttribute(
                name,
                dataType,
                count,
                description,
                engineeringUnit,
                securityClass,
                access,
                range,
                initialValue,
                enumLabels,
                signal,
                scanPeriod,
                historized,
                alarm,
                quality);
    }

    /** With a description and a unit for people. */
    public SimulatedAttribute describedAs(String text, String unit) {
        return new SimulatedAttribute(
                name,
                dataType,
                arrayDimension,
                text,
                unit,
                securityClass,
                access,
                range,
                initialValue,
                enumLabels,
                signal,
                scanPeriod,
                historized,
                alarm,
                quality);
    }

    /** With another security class. */
    public SimulatedAttribute withSecurity(MxSecurityClass other) {
        return new SimulatedAttribute(
                name,
                dataType,
                arrayDimension,
                description,
                engineeringUnit,
                other,
                access,
                range,
                initialValue,
                enumLabels,
                signal,
                scanPeriod,
                historized,
                alarm,
                quality);
    }

    /** With another access. */
    public SimulatedAttribute withAccess(AttributeAccess other) {
        return new SimulatedAttribute(
                name,
                dataType,
                arrayDimension,
                description,
                engineeringUnit,
                securityClass,
                other,
                range,
                initialValue,
                enumLabels,
                signal,
                scanPeriod,
                historized,
                alarm,
                quality);
    }

    /** With limits; both ends belong to them. */
    public SimulatedAttribute withRange(double min, double max) {
        return new SimulatedAttribute(
                name,
                dataType,
                arrayDimension,
                description,
                engineeringUnit,
                securityClass,
                access,
                AttributeRange.of(min, max),
                initialValue,
                enumLabels,
                signal,
                scanPeriod,
                historized,
                alarm,
                quality);
    }

    /** With initial values. */
    public SimulatedAttribute startingAt(MxValue... values) {
        return new SimulatedAttribute(
                name,
                dataType,
                arrayDimension,
                description,
                engineeringUnit,
                securityClass,
                access,
                range,
                List.of(values),
                enumLabels,
                signal,
                scanPeriod,
                historized,
                alarm,
                quality);
    }

    /** With the labels of an enumeration. */
    public SimulatedAttribute withLabels(String... labels) {
        return new SimulatedAttribute(
                name,
                dataType,
                arrayDimension,
                description,
                engineeringUnit,
                securityClass,
                access,
                range,
                initialValue,
                List.of(labels),
                signal,
                scanPeriod,
                historized,
                alarm,
                quality);
    }

    /** Moving by itself. */
    public SimulatedAttribute moving(SimulatedSignal other) {
        return new SimulatedAttribute(
                name,
                dataType,
                arrayDimension,
                description,
                engineeringUnit,
                securityClass,
                access,
                range,
                initialValue,
                enumLabels,
                other,
                scanPeriod,
                historized,
                alarm,
                quality);
    }

    /** Recorded by a historian. */
    public SimulatedAttribute recorded() {
        return new SimulatedAttribute(
                name,
                dataType,
                arrayDimension,
                description,
                engineeringUnit,
                securityClass,
                access,
                range,
                initialValue,
                enumLabels,
                signal,
                scanPeriod,
                true,
                alarm,
                quality);
    }

    /** With an alarm. */
    public SimulatedAttribute alarmed(SimulatedAlarm other) {
        return new SimulatedAttribute(
                name,
                dataType,
                arrayDimension,
                description,
                engineeringUnit,
                securityClass,
                access,
                range,
                initialValue,
                enumLabels,
                signal,
                scanPeriod,
                historized,
                Optional.of(other),
                quality);
    }

    /** With a quality in place of good. */
    public SimulatedAttribute withQuality(int opcQuality) {
        return new SimulatedAttribute(
                name,
                dataType,
                arrayDimension,
                description,
                engineeringUnit,
                securityClass,
                access,
                range,
                initialValue,
                enumLabels,
                signal,
                scanPeriod,
                historized,
                alarm,
                OptionalInt.of(opcQuality));
    }

    /** Whether it has elements. */
    public boolean isArray() {
        return arrayDimension > 0;
    }

    /** The quality it reports while its object is in order. */
    int ordinaryQuality() {
        return quality.orElse(MxQuality.GOOD);
    }
}
