package io.mxgateway.core.simulator;

import io.mxgateway.core.config.ConfigProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks for everything that is wrong with the description of a galaxy. Used once, by one thread. */
final class GalaxyCheck {
    /** So many problems are enough to see what is wrong. */
    private static final int MAX_PROBLEMS = 100;

    private static final int LONGEST_ARRAY = 65_536;
    private static final int LOWEST_PRIORITY = 999;
    // Nanoseconds of more than this many days come near the end of a long.
    private static final Duration LONGEST_PERIOD = Duration.ofDays(36_500);
    // Faster engines would do nothing but scan.
    private static final Duration SHORTEST_SCAN = Duration.ofMillis(1);

    private final List<ConfigProblem> problems = new ArrayList<>();
    // Tag names in lower case, with the way they were written first.
    private final Map<String, String> tagNames = new HashMap<>();

    List<ConfigProblem> check(List<SimulatedUser> users, List<SimulatedPlatform> platforms) {
        users(users);
        for (SimulatedPlatform platform : platforms) {
            node("platform", platform.tagName(), platform.attributes());
            for (SimulatedEngine engine : platform.engines()) {
                node("engine", engine.tagName(), engine.attributes());
                String key = "engine " + engine.tagName();
                positive(key, "scan_period", engine.scanPeriod());
                require(
                        engine.scanPeriod().isEmpty()
                                || engine.scanPeriod().get().compareTo(SHORTEST_SCAN) >= 0,
                        key + " scan_period",
                        engine.scanPeriod().orElse(null),
                        "must be at least 1 ms");
                engine.areas().forEach(this::area);
            }
        }
        return List.copyOf(problems);
    }

    private void users(List<SimulatedUser> users) {
        Set<String> names = new HashSet<>();
        Set<String> guids = new HashSet<>();
        for (SimulatedUser user : users) {
            String key = "user " + user.name();
            require(!user.name().isBlank(), key, "", "must have a name");
            require(names.add(user.name().toLowerCase(Locale.ROOT)), key, user.name(), "must have a name of its own");
            require(guids.add(user.guid()), key, user.guid(), "must have a GUID of its own");
        }
    }

    private void area(SimulatedArea area) {
        node("area", area.tagName(), area.attributes());
        area.areas().forEach(this::area);
        for (SimulatedObject object : area.objects()) {
            object(object, object.tagName());
        }
    }

    private void object(SimulatedObject object, String tagName) {
        node("object", tagName, object.attributes());
        Set<String> names = new HashSet<>();
        for (SimulatedObject inner : object.objects()) {
            String key = "object " + tagName;
            require(
                    !inner.containedName().isBlank() && inner.containedName().indexOf('.') < 0,
                    key,
                    inner.containedName(),
                    "must give each object it contains a contained_name without dots");
            require(
                    names.add(inner.containedName().toLowerCase(Locale.ROOT)),
                    key,
                    inner.containedName(),
                    "must not contain two objects of one name");
            object(inner, containedTagName(tagName, inner));
        }
    }

    /** The tag name of a contained object, which may leave it out. */
    static String containedTagName(String container, SimulatedObject inner) {
        return inner.tagName().isBlank() ? container + "_" + inner.containedName() : inner.tagName();
    }

    private void node(String what, String tagName, List<SimulatedAttribute> attributes) {
        String key = what + " " + tagName;
        require(
                !tagName.isBlank() && tagName.chars().noneMatch(c -> c == '.' || c == '[' || c == ']'),
                key,
                tagName,
                "must have a tag_name, without dots and brackets");
        String earlier = tagNames.putIfAbsent(tagName.toLowerCase(Locale.ROOT), tagName);
        require(earlier == null, key, tagName, "must have a tag_name of its own, " + earlier + " has it already");
        require(
                !tagName.equalsIgnoreCase(Script.OBJECT),
                key,
                tagName,
                "is the simulator's own and cannot be described");
        Set<String> names = new HashSet<>();
        for (SimulatedAttribute attribute : attributes) {
            String full = tagName + "." + attribute.name();
            require(
                    names.add(attribute.name().toLowerCase(Locale.ROOT)),
                    full,
                    attribute.name(),
                    "must be the only attribute of its name in the object");
            attribute(full, attribute);
        }
    }

    private void attribute(String key, SimulatedAttribute attribute) {
        require(
                !attribute.name().isBlank() && attribute.name().chars().noneMatch(c -> c == '[' || c == ']'),
                key,
                attribute.name(),
                "must have a name, without brackets");
        require(
                Carrier.of(attribute.dataType()) != Carrier.NONE,
                key,
                attribute.dataType(),
                "must have a data_type that has values");
        require(
                attribute.arrayDimension() >= 0 && attribute.arrayDimension() <= LONGEST_ARRAY,
                key + " array_dimension",
                attribute.arrayDimension(),
                "must be 0.." + LONGEST_ARRAY);
        require(
                attribute.initialValue().size() <= Math.max(1, attribute.arrayDimension()),
                key + " initial_value",
                attribute.initialValue().size() + " values",
                "must not hold more values than the attribute has elements");
        Conversion conversion = new Conversion(attribute.dataType(), attribute.enumLabels(), AttributeRange.ALL);
        attribute.initialValue().forEach(value -> {
            Conversion.Result result = conversion.convert(value);
            require(
                    result.isOk(),
                    key + " initial_value",
                    value.content(),
                    "must be convertible to " + attribute.dataType());
        });
        range(key + " range", attribute);
        positive(key, "scan_period", attribute.scanPeriod());
        signal(key + " signal", attribute.signal());
        attribute.alarm().ifPresent(alarm -> alarm(key + " alarm", attribute, alarm));
    }

    private void range(String key, SimulatedAttribute attribute) {
        AttributeRange range = attribute.range();
        if (range.equals(AttributeRange.ALL)) {
            return;
        }
        require(
                Carrier.of(attribute.dataType()).isNumeric(),
                key,
                attribute.dataType(),
                "must belong to an attribute whose values are numbers");
        double min = range.min().orElse(Double.NEGATIVE_INFINITY);
        double max = range.max().orElse(Double.POSITIVE_INFINITY);
        require(min <= max, key, min + ".." + max, "must have a min that is not above its max");
    }

    private void alarm(String key, SimulatedAttribute attribute, SimulatedAlarm alarm) {
        Carrier carrier = Carrier.of(attribute.dataType());
        require(
                !attribute.isArray() && (carrier.isNumeric() || carrier == Carrier.BOOL),
                key,
                attribute.isArray() ? "array" : attribute.dataType(),
                "must belong to one number or truth value");
        require(
                alarm.priority() >= 1 && alarm.priority() <= LOWEST_PRIORITY,
                key + " priority",
                alarm.priority(),
                "must be 1.." + LOWEST_PRIORITY);
        require(Double.isFinite(alarm.limit()), key + " limit", alarm.limit(), "must be a number");
        require(
                alarm.deadband() >= 0 && Double.isFinite(alarm.deadband()),
                key + " deadband",
                alarm.deadband(),
                "must be 0 or more");
    }

    private void signal(String key, SimulatedSignal signal) {
        if (signal instanceof SimulatedSignal.Ramp ramp) {
            positive(key, "ramp period", Optional.of(ramp.period()));
        } else if (signal instanceof SimulatedSignal.Sine sine) {
            positive(key, "sine period", Optional.of(sine.period()));
        } else if (signal instanceof SimulatedSignal.Toggle toggle) {
            positive(key, "toggle period", Optional.of(toggle.period()));
        } else if (signal instanceof SimulatedSignal.RandomWalk walk) {
            positive(key, "random_walk period", walk.period());
            require(walk.min() < walk.max(), key + " random_walk", walk.min(), "must have a min below its max");
            require(walk.step() >= 0, key + " random_walk", walk.step(), "must not have a negative step");
        } else if (signal instanceof SimulatedSignal.Counter counter) {
            positive(key, "counter period", counter.period());
            require(counter.step() > 0, key + " counter", counter.step(), "must not have a negative step");
            require(
                    counter.max().isEmpty() || counter.max().getAsDouble() >= counter.min(),
                    key + " counter",
                    counter.min(),
                    "must not have a min above its max");
        }
    }

    private void positive(String key, String field, Optional<Duration> period) {
        require(
                period.isEmpty()
                        || (!period.get().isNegative()
                                && !period.get().isZero()
                                && period.get().compareTo(LONGEST_PERIOD) <= 0),
                key + " " + field,
                period.orElse(null),
                "must be more than 0 and at most " + LONGEST_PERIOD.toDays() + " days");
    }

    private void require(boolean holds, String key, Object value, String rule) {
        if (!holds && problems.size() < MAX_PROBLEMS) {
            problems.add(new ConfigProblem(key, String.valueOf(value), rule));
        }
    }
}
