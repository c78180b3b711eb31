package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxDataType;
import io.mxgateway.core.mx.MxSecurityClass;
import io.mxgateway.core.mx.MxValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The galaxy that runs when nobody describes another: a small plant with the areas Mixing, Filling and Utilities, and
 * objects for trying out every data type, security class and quality.
 */
public final class PlantGalaxy {
    private static final long SEED = 1;
    private static final int REACTORS = 3;

    private PlantGalaxy() {}

    /** The plant, with security off. */
    public static SimulatedGalaxy create() {
        SimulatedEngine engine = new SimulatedEngine(
                "Engine_001",
                Optional.empty(),
                List.of(mixing(), filling(), utilities()),
                List.of(SimulatedAttribute.of("ScanPeriodMs", MxDataType.INTEGER)
                        .startingAt(MxValue.of(500))
                        .withAccess(AttributeAccess.CONSTANT)));
        SimulatedPlatform platform = new SimulatedPlatform("Platform_001", List.of(engine), List.of());
        return new SimulatedGalaxy("Plant", false, SEED, Optional.empty(), users(), List.of(platform));
    }

    /**
     * The plant with security on. Its users are {@code operator}, {@code tuner}, {@code engineer}, {@code supervisor}
     * and {@code guest}; the password of each is the name.
     */
    public static SimulatedGalaxy secured() {
        return create().withSecurity(true);
    }

    private static List<SimulatedUser> users() {
        return List.of(
                SimulatedUser.of("operator", "operator", UserRight.OPERATE),
                SimulatedUser.of("tuner", "tuner", UserRight.OPERATE, UserRight.TUNE),
                SimulatedUser.of("engineer", "engineer", UserRight.OPERATE, UserRight.TUNE, UserRight.CONFIGURE),
                SimulatedUser.of(
                        "supervisor", "supervisor", UserRight.OPERATE, UserRight.VERIFY, UserRight.ACKNOWLEDGE_ALARMS),
                SimulatedUser.of("guest", "guest"));
    }

    private static SimulatedArea mixing() {
        List<SimulatedObject> objects = new ArrayList<>();
        for (int number = 1; number <= REACTORS; number++) {
            objects.add(reactor(number));
        }
        objects.add(pump("Pump_001"));
        objects.add(pump("Pump_002"));
        return new SimulatedArea("Mixing", List.of(), objects, List.of());
    }

    private static SimulatedArea filling() {
        SimulatedObject filler = SimulatedObject.of(
                "Filler_001",
                "$Filler",
                List.of(
                        counter("Bottles", 5).recorded(),
                        SimulatedAttribute.of("Speed", MxDataType.DOUBLE)
                                .describedAs("bottles per minute", "1/min")
                                .withRange(0, 600)
                                .startingAt(MxValue.of(240.0))
                                .moving(walk(200, 280, 4)),
                        SimulatedAttribute.of("Running", MxDataType.BOOLEAN)
                                .moving(new SimulatedSignal.Toggle(Duration.ofSeconds(40), true)),
                        SimulatedAttribute.of("Lanes", MxDataType.BOOLEAN).withElements(8)));
        return new SimulatedArea(
                "Filling", List.of(), List.of(filler, valve("Valve_001"), valve("Valve_002")), List.of());
    }

    private static SimulatedArea utilities() {
        SimulatedObject heartbeat = SimulatedObject.of(
                "Heartbeat",
                "$Heartbeat",
                List.of(
                        counter("Counter", 0),
                        SimulatedAttribute.of("PV", MxDataType.BOOLEAN)
                                .moving(new SimulatedSignal.Toggle(Duration.ofSeconds(2), false))));
        return new SimulatedArea(
                "Utilities",
                List.of(),
                List.of(
                        heartbeat,
                        pump("Pump_101"),
                        PlantSamples.types(),
                        PlantSamples.arrays(),
                        PlantSamples.classes(),
                        PlantSamples.bad(),
                        PlantSamples.offScan()),
                List.of());
    }

    private static SimulatedObject reactor(int number) {
        double phase = (number - 1) / (double) REACTORS;
        SimulatedObject inlet = SimulatedObject.contained(
                "Inlet",
                "$Valve",
                List.of(
                        SimulatedAttribute.of("PV", MxDataType.FLOAT).withRange(0, 100),
                        SimulatedAttribute.of("Open", MxDataType.BOOLEAN)));
        return SimulatedObject.of(
                        "Reactor_%03d".formatted(number),
                        "$Reactor",
                        List.of(
                                level(phase),
                                SimulatedAttribute.of("Temperature", MxDataType.DOUBLE)
                                        .describedAs("temperature", "degC")
                                        .withRange(-50, 250)
                                        .startingAt(MxValue.of(60.0))
                                        .moving(walk(20, 120, 0.8))
                                        .recorded()
                                        .alarmed(SimulatedAlarm.of(SimulatedAlarm.Kind.HI_HI, 110, 50)),
                                SimulatedAttribute.of("Pressure", MxDataType.FLOAT)
                                        .describedAs("pressure", "bar")
                                        .withRange(0, 16)
                                        .moving(new SimulatedSignal.Ramp(1, 6, Duration.ofSeconds(90)))
                                        .recorded(),
                                SimulatedAttribute.of("SetPoint", MxDataType.DOUBLE)
                                        .describedAs("level wanted", "%")
                                        .withRange(0, 100)
                                        .startingAt(MxValue.of(50.0)),
                                SimulatedAttribute.of("Mode", MxDataType.ENUM)
                                        .withLabels("Manual", "Automatic", "Cascade")
                                        .startingAt(MxValue.of(1))
                                        .withSecurity(MxSecurityClass.OPERATE),
                                SimulatedAttribute.of("BatchId", MxDataType.STRING)
                                        .startingAt(MxValue.of("B-%04d".formatted(number))),
                                SimulatedAttribute.of("Recipe", MxDataType.FLOAT)
                                        .withElements(10),
                                SimulatedAttribute.of("PV", MxDataType.FLOAT)
                                        .withAccess(AttributeAccess.CALCULATED)
                                        .moving(new SimulatedSignal.Sine(40, 50, Duration.ofSeconds(60), phase))))
                .containing(inlet);
    }

    private static SimulatedAttribute level(double phase) {
        return SimulatedAttribute.of("Level", MxDataType.FLOAT)
                .describedAs("level", "%")
                .withRange(0, 100)
                .moving(new SimulatedSignal.Sine(40, 50, Duration.ofSeconds(60), phase))
                .recorded()
                .alarmed(SimulatedAlarm.of(SimulatedAlarm.Kind.HI, 85, 100));
    }

    private static SimulatedObject pump(String tagName) {
        return SimulatedObject.of(
                tagName,
                "$Pump",
                List.of(
                        SimulatedAttribute.of("PV", MxDataType.BOOLEAN)
                                .moving(new SimulatedSignal.Toggle(Duration.ofSeconds(20), true)),
                        SimulatedAttribute.of("Speed", MxDataType.FLOAT)
                                .describedAs("speed", "1/min")
                                .withRange(0, 3000)
                                .startingAt(MxValue.of(1450f))
                                .moving(walk(1400, 1500, 5)),
                        SimulatedAttribute.of("Command", MxDataType.BOOLEAN).withSecurity(MxSecurityClass.OPERATE),
                        SimulatedAttribute.of("Tripped", MxDataType.BOOLEAN)
                                .alarmed(SimulatedAlarm.of(SimulatedAlarm.Kind.TRUE, 0, 200)),
                        SimulatedAttribute.of("RunTime", MxDataType.ELAPSED_TIME)
                                .withAccess(AttributeAccess.CALCULATED)
                                .moving(new SimulatedSignal.Counter(
                                        0, OptionalDouble.empty(), 1, Optional.of(Duration.ofSeconds(1))))));
    }

    private static SimulatedObject valve(String tagName) {
        return SimulatedObject.of(
                tagName,
                "$Valve",
                List.of(
                        SimulatedAttribute.of("PV", MxDataType.FLOAT)
                                .describedAs("position", "%")
                                .withRange(0, 100),
                        SimulatedAttribute.of("Command", MxDataType.FLOAT)
                                .withRange(0, 100)
                                .withSecurity(MxSecurityClass.OPERATE),
                        SimulatedAttribute.of("LastMoved", MxDataType.TIME)));
    }

    private static SimulatedSignal walk(double min, double max, double step) {
        return new SimulatedSignal.RandomWalk(min, max, step, Optional.empty());
    }

    /** A counter from 0; {@code seconds} between two steps, 0 for one at every scan. */
    private static SimulatedAttribute counter(String name, int seconds) {
        Optional<Duration> period = seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
        return SimulatedAttribute.of(name, MxDataType.INTEGER)
                .moving(new SimulatedSignal.Counter(0, OptionalDouble.empty(), 1, period));
    }
}
