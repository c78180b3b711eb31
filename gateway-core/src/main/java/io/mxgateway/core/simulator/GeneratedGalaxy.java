package io.mxgateway.core.simulator;

import io.mxgateway.core.config.ConfigException;
import io.mxgateway.core.config.ConfigProblem;
import io.mxgateway.core.mx.MxDataType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Makes galaxies by size: objects {@code Object_00001} and on, a hundred to an area, each with the attributes {@code
 * Attr_001} and on. The same figures give the same galaxy.
 */
public final class GeneratedGalaxy {
    private static final int OBJECTS_PER_AREA = 100;
    private static final int MOST_ATTRIBUTES = 5_000_000;
    private static final int MOST_ALARMS_OF_AN_OBJECT = 1_000;
    private static final double ALARM_LIMIT = 75;
    private static final double WAVE = 50;
    private static final int LOWEST_PRIORITY = 999;
    private static final List<MxDataType> TYPES =
            List.of(MxDataType.INTEGER, MxDataType.DOUBLE, MxDataType.FLOAT, MxDataType.BOOLEAN, MxDataType.STRING);

    private GeneratedGalaxy() {}

    /**
     * A galaxy of this size.
     *
     * @param objects how many objects, at least 1
     * @param attributes how many attributes each has, at least 1
     * @param changeRate how many of all attributes change at each scan, from 0 for none to 1 for all, evenly spread
     * @param seed of its signals
     * @throws ConfigException when a figure is out of bounds
     */
    public static SimulatedGalaxy of(int objects, int attributes, double changeRate, long seed) {
        return of(objects, attributes, changeRate, Alarms.NONE, seed);
    }

    /**
     * The alarmed attributes that a galaxy has besides the others: {@code Alarm_001} and on in each object, numbers from 0
     * to 100 that are in alarm at 75 and above.
     *
     * @param count how many in all, spread evenly over the objects
     * @param period how long each takes for one wave, in alarm for a third of it and out of step with the others; zero for
     *     numbers that stand at 0 until they are written
     */
    public record Alarms(int count, Duration period) {
        /** No alarms. */
        public static final Alarms NONE = new Alarms(0, Duration.ZERO);

        public Alarms {
            Objects.requireNonNull(period, "period");
        }
    }

    /**
     * A galaxy of this size with alarms. A subscription to its name, {@code Generated}, covers all of them.
     *
     * @param objects how many objects, at least 1
     * @param attributes how many attributes each has besides the alarmed ones, at least 1
     * @param changeRate how many of these change at each scan, from 0 for none to 1 for all, evenly spread
     * @param alarms the alarmed attributes
     * @param seed of its signals
     * @throws ConfigException when a figure is out of bounds
     */
    public static SimulatedGalaxy of(int objects, int attributes, double changeRate, Alarms alarms, long seed) {
        List<ConfigProblem> problems = new ArrayList<>();
        check(problems, objects >= 1, "objects", objects, "must be at least 1");
        check(problems, attributes >= 1, "attributes", attributes, "must be at least 1");
        check(
                problems,
                (long) objects * attributes + alarms.count() <= MOST_ATTRIBUTES,
                "objects x attributes",
                (long) objects * attributes,
                "must be at most " + MOST_ATTRIBUTES);
        check(problems, changeRate >= 0 && changeRate <= 1, "change-rate", changeRate, "must be 0..1");
        check(problems, alarms.count() >= 0, "alarms", alarms.count(), "must be at least 0");
        check(
                problems,
                alarms.count() <= (long) objects * MOST_ALARMS_OF_AN_OBJECT,
                "alarms",
                alarms.count(),
                "must be at most " + MOST_ALARMS_OF_AN_OBJECT + " for each object");
        check(problems, !alarms.period().isNegative(), "alarm-period", alarms.period(), "must not be negative");
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        List<SimulatedArea> areas = new ArrayList<>();
        for (int first = 0; first < objects; first += OBJECTS_PER_AREA) {
            List<SimulatedObject> inArea = new ArrayList<>();
            for (int number = first; number < Math.min(objects, first + OBJECTS_PER_AREA); number++) {
                List<SimulatedAttribute> all = new ArrayList<>(ordinary(number, attributes, changeRate));
                all.addAll(alarmed(number, objects, alarms));
                inArea.add(SimulatedObject.of("Object_%05d".formatted(number + 1), "$Generated", all));
            }
            String name = "Area_%04d".formatted(first / OBJECTS_PER_AREA + 1);
            areas.add(new SimulatedArea(name, List.of(), inArea, List.of()));
        }
        SimulatedEngine engine = new SimulatedEngine("Engine_001", Optional.empty(), areas, List.of());
        return new SimulatedGalaxy(
                "Generated",
                false,
                seed,
                Optional.empty(),
                List.of(),
                List.of(new SimulatedPlatform("Platform_001", List.of(engine), List.of())));
    }

    private static void check(List<ConfigProblem> problems, boolean holds, String key, Object value, String rule) {
        if (!holds) {
            problems.add(new ConfigProblem("simulator." + key, String.valueOf(value), rule));
        }
    }

    private static List<SimulatedAttribute> ordinary(int number, int attributes, double changeRate) {
        List<SimulatedAttribute> all = new ArrayList<>(attributes);
        for (int i = 0; i < attributes; i++) {
            long place = (long) number * attributes + i;
            boolean moves = Math.floor((place + 1) * changeRate) > Math.floor(place * changeRate);
            SimulatedAttribute attribute =
                    SimulatedAttribute.of("Attr_%03d".formatted(i + 1), TYPES.get((int) (place % TYPES.size())));
            all.add(moves ? attribute.moving(signal(attribute.dataType())) : attribute);
        }
        return all;
    }

    private static List<SimulatedAttribute> alarmed(int number, int objects, Alarms alarms) {
        long first = (long) number * alarms.count() / objects;
        long end = (long) (number + 1) * alarms.count() / objects;
        List<SimulatedAttribute> all = new ArrayList<>();
        for (long place = first; place < end; place++) {
            SimulatedAttribute attribute = SimulatedAttribute.of(
                            "Alarm_%03d".formatted(place - first + 1), MxDataType.DOUBLE)
                    .describedAs("made-up alarm", "")
                    .alarmed(SimulatedAlarm.of(
                            SimulatedAlarm.Kind.HI, ALARM_LIMIT, (int) (place % LOWEST_PRIORITY) + 1));
            all.add(
                    alarms.period().isZero()
                            ? attribute
                            : attribute.moving(new SimulatedSignal.Sine(
                                    WAVE, WAVE, alarms.period(), (double) place / alarms.count())));
        }
        return all;
    }

    /** A signal that looks different at every scan. */
    private static SimulatedSignal signal(MxDataType type) {
        return type == MxDataType.BOOLEAN
                ? new SimulatedSignal.Counter(0, OptionalDouble.of(1), 1, Optional.<Duration>empty())
                : new SimulatedSignal.Counter(0, OptionalDouble.of(1_000_000), 1, Optional.<Duration>empty());
    }
}
