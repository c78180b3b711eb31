package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxDataType;
import io.mxgateway.core.mx.MxQuality;
import io.mxgateway.core.mx.MxSecurityClass;
import io.mxgateway.core.mx.MxValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The objects of the plant that have one attribute of each kind. */
final class PlantSamples {
    private static final int ELEMENTS = 5;

    private PlantSamples() {}

    /** {@code Types}: an attribute of every data type that has values. */
    static SimulatedObject types() {
        return SimulatedObject.of(
                "Types",
                "$Samples",
                List.of(
                        of("Boolean", MxDataType.BOOLEAN).startingAt(MxValue.of(true)),
                        of("Integer", MxDataType.INTEGER).startingAt(MxValue.of(42)),
                        of("Float", MxDataType.FLOAT).startingAt(MxValue.of(1.5f)),
                        of("Double", MxDataType.DOUBLE).startingAt(MxValue.of(2.25)),
                        of("String", MxDataType.STRING).startingAt(MxValue.of("text")),
                        of("Time", MxDataType.TIME).startingAt(MxValue.of(Instant.EPOCH)),
                        of("ElapsedTime", MxDataType.ELAPSED_TIME).startingAt(MxValue.of(90.5)),
                        of("Reference", MxDataType.REFERENCE_TYPE).startingAt(MxValue.of("Reactor_001.Level")),
                        of("Status", MxDataType.STATUS_TYPE),
                        of("Enum", MxDataType.ENUM).withLabels("Off", "On", "Fault"),
                        of("SecurityClass", MxDataType.SECURITY_CLASSIFICATION_ENUM),
                        of("DataQuality", MxDataType.DATA_QUALITY_TYPE).startingAt(MxValue.of(MxQuality.GOOD)),
                        of("QualifiedEnum", MxDataType.QUALIFIED_ENUM),
                        of("QualifiedStruct", MxDataType.QUALIFIED_STRUCT),
                        of("InternationalizedString", MxDataType.INTERNATIONALIZED_STRING)
                                .startingAt(MxValue.of("Größe")),
                        of("BigString", MxDataType.BIG_STRING).startingAt(MxValue.of("big")),
                        of("Limited", MxDataType.INTEGER).withRange(0, 10),
                        of("Calculated", MxDataType.INTEGER).withAccess(AttributeAccess.CALCULATED),
                        of("Constant", MxDataType.INTEGER)
                                .withAccess(AttributeAccess.CONSTANT)
                                .startingAt(MxValue.of(7))));
    }

    /** {@code Arrays}: an array of every data type that arrays are common of, and one that moves. */
    static SimulatedObject arrays() {
        List<SimulatedAttribute> attributes = new ArrayList<>();
        attributes.add(of("Boolean", MxDataType.BOOLEAN));
        attributes.add(of("Integer", MxDataType.INTEGER).startingAt(MxValue.of(1), MxValue.of(2), MxValue.of(3)));
        attributes.add(of("Float", MxDataType.FLOAT));
        attributes.add(of("Double", MxDataType.DOUBLE));
        attributes.add(of("String", MxDataType.STRING).startingAt(MxValue.of("one"), MxValue.of("two")));
        attributes.add(of("Time", MxDataType.TIME));
        attributes.add(of("ElapsedTime", MxDataType.ELAPSED_TIME));
        attributes.add(of("Moving", MxDataType.INTEGER)
                .moving(new SimulatedSignal.Counter(0, OptionalDouble.of(99), 1, Optional.empty())));
        return SimulatedObject.of(
                "Arrays",
                "$Samples",
                attributes.stream()
                        .map(attribute -> attribute.withElements(ELEMENTS))
                        .toList());
    }

    /** {@code Classes}: an attribute of every security class. */
    static SimulatedObject classes() {
        return SimulatedObject.of(
                "Classes",
                "$Samples",
                List.of(
                        of("FreeAccess", MxDataType.INTEGER).withSecurity(MxSecurityClass.FREE_ACCESS),
                        of("Operate", MxDataType.INTEGER).withSecurity(MxSecurityClass.OPERATE),
                        of("SecuredWrite", MxDataType.INTEGER).withSecurity(MxSecurityClass.SECURED_WRITE),
                        of("VerifiedWrite", MxDataType.INTEGER).withSecurity(MxSecurityClass.VERIFIED_WRITE),
                        of("Tune", MxDataType.INTEGER).withSecurity(MxSecurityClass.TUNE),
                        of("Configure", MxDataType.INTEGER).withSecurity(MxSecurityClass.CONFIGURE),
                        of("ViewOnly", MxDataType.INTEGER).withSecurity(MxSecurityClass.VIEW_ONLY)));
    }

    /** {@code Bad}: an attribute of every quality that is not good. */
    static SimulatedObject bad() {
        return SimulatedObject.of(
                "Bad",
                "$Samples",
                List.of(
                        quality("PV", MxQuality.BAD),
                        quality("ConfigurationError", MxQuality.CONFIGURATION_ERROR),
                        quality("NotConnected", MxQuality.NOT_CONNECTED),
                        quality("LastKnown", MxQuality.LAST_KNOWN),
                        quality("CommFailure", MxQuality.COMM_FAILURE),
                        quality("OutOfService", MxQuality.OUT_OF_SERVICE),
                        quality("WaitingForInitialData", MxQuality.WAITING_FOR_INITIAL_DATA),
                        quality("Uncertain", MxQuality.UNCERTAIN),
                        quality("LastUsable", MxQuality.LAST_USABLE),
                        quality("LocalOverride", MxQuality.LOCAL_OVERRIDE)));
    }

    /** {@code Spare}: an object that begins off scan. */
    static SimulatedObject offScan() {
        SimulatedAttribute value = of("PV", MxDataType.INTEGER)
                .moving(new SimulatedSignal.Counter(0, OptionalDouble.empty(), 1, Optional.empty()));
        return new SimulatedObject("Spare", "", List.of("$Samples"), 0, List.of(value), List.of(), true);
    }

    private static SimulatedAttribute of(String name, MxDataType type) {
        return SimulatedAttribute.of(name, type);
    }

    private static SimulatedAttribute quality(String name, int quality) {
        return of(name, MxDataType.DOUBLE).startingAt(MxValue.of(1.0)).withQuality(quality);
    }
}
