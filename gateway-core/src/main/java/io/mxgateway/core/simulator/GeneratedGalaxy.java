package io.mxgateway.core.simulator;

import io.mxgateway.core.config.ConfigException;
import io.mxgateway.core.config.ConfigProblem;
import io.mxgateway.core.mx.MxDataType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Makes galaxies by size: objects {@code Object_00001} and on, a hundred to an area, each with the attributes {@code
 * Attr_001} and on. The same figures give the same galaxy.
 */
public final class GeneratedGalaxy {
    private static final int OBJECTS_PER_AREA = 100;
    private static final int MOST_ATTRIBUTES = 5_000_000;
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
        List<ConfigProblem> problems = new ArrayList<>();
        check(problems, objects >= 1, "objects", objects, "must be at least 1");
        check(problems, attributes >= 1, "attributes", attributes, "must be at least 1");
        check(
                problems,
                (long) objects * attributes <= MOST_ATTRIBUTES,
                "objects x attributes",
                (long) objects * attributes,
                "must be at most " + MOST_ATTRIBUTES);
        check(problems, changeRate >= 0 && changeRate <= 1, "change-rate", changeRate, "must be 0..1");
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        List<SimulatedArea> areas = new ArrayList<>();
        for (int first = 0; first < objects; first += OBJECTS_PER_AREA) {
            List<SimulatedObject> inArea = new ArrayList<>();
            for (int number = first; number < Math.min(objects, first + OBJECTS_PER_AREA); number++) {
                inArea.add(object(number, attributes, changeRate));
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

    private static SimulatedObject object(int number, int attributes, double changeRate) {
        List<SimulatedAttribute> all = new ArrayList<>(attributes);
        for (int i = 0; i < attributes; i++) {
            long place = (long) number * attributes + i;
            boolean moves = Math.floor((place + 1) * changeRate) > Math.floor(place * changeRate);
            SimulatedAttribute attribute =
                    SimulatedAttribute.of("Attr_%03d".formatted(i + 1), TYPES.get((int) (place % TYPES.size())));
            all.add(moves ? attribute.moving(signal(attribute.dataType())) : attribute);
        }
        return SimulatedObject.of("Object_%05d".formatted(number + 1), "$Generated", all);
    }

    /** A signal that looks different at every scan. */
    private static SimulatedSignal signal(MxDataType type) {
        return type == MxDataType.BOOLEAN
                ? new SimulatedSignal.Counter(0, OptionalDouble.of(1), 1, Optional.<Duration>empty())
                : new SimulatedSignal.Counter(0, OptionalDouble.of(1_000_000), 1, Optional.<Duration>empty());
    }
}
