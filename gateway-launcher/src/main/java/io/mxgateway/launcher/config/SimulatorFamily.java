package io.mxgateway.launcher.config;

import io.mxgateway.core.config.ConfigException;
import io.mxgateway.core.config.ConfigProblem;
import io.mxgateway.core.simulator.GeneratedGalaxy;
import io.mxgateway.core.simulator.MxChoices;
import io.mxgateway.core.simulator.SimulatedGalaxy;
import io.mxgateway.core.simulator.SimulatorOptions;
import io.mxgateway.grpc.simulator.GalaxyFile;
import io.mxgateway.grpc.simulator.GalaxyFileException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options {@code simulator.*}. The gateway reads them, and hands them to its workers as the environment variables
 * that stand for them.
 */
public final class SimulatorFamily {
    private static final SimulatorOptions D = SimulatorOptions.DEFAULT;
    private static final MxChoices C = MxChoices.DEFAULT;

    private static final Option<String> GALAXY_FILE = Option.of(
            "simulator.galaxy-file",
            OptionType.TEXT,
            "",
            "a file that describes the galaxy; empty = one of the others");
    private static final Option<Integer> OBJECTS = Option.of(
            "simulator.objects", OptionType.INTEGER, 0, "how many objects to make up; 0 = the bundled plant instead");
    private static final Option<Integer> ATTRIBUTES =
            Option.of("simulator.attributes", OptionType.INTEGER, 10, "how many attributes each made-up object has");
    private static final Option<Double> CHANGE_RATE = Option.of(
            "simulator.change-rate", OptionType.NUMBER, 0.1, "which part of them changes at each scan, 0 to 1");
    private static final Option<Integer> ALARMS = Option.of(
            "simulator.alarms", OptionType.INTEGER, 0, "how many alarmed attributes all made-up objects have together");
    private static final Option<Duration> ALARM_PERIOD = Option.of(
            "simulator.alarm-period",
            OptionType.DURATION,
            Duration.ofMinutes(1),
            "how long each takes to be raised and cleared once; 0 = raised only by writing");
    private static final Option<Long> SEED =
            Option.of("simulator.seed", OptionType.LONG, 0L, "what all signals depend on; 0 = the galaxy's own seed");
    private static final Option<Boolean> SECURITY = Option.of(
            "simulator.security", OptionType.BOOLEAN, false, "whether the plant's users and security classes matter");
    private static final Option<Duration> SCAN_PERIOD =
            Option.of("simulator.scan-period", OptionType.DURATION, D.scanPeriod(), "how often values can change");
    private static final Option<Duration> RESOLVE_DELAY = Option.of(
            "simulator.resolve-delay",
            OptionType.DURATION,
            D.resolveDelay(),
            "how long it takes from advising an item to its first value");
    private static final Option<Boolean> REALISTIC = Option.of(
            "simulator.realistic",
            OptionType.BOOLEAN,
            D.realistic(),
            "whether a session's first advise takes as long as with the real component");
    private static final Option<Duration> REALISTIC_MIN =
            Option.of("simulator.realistic-min", OptionType.DURATION, D.realisticMin(), "the least that it takes then");
    private static final Option<Duration> REALISTIC_MAX =
            Option.of("simulator.realistic-max", OptionType.DURATION, D.realisticMax(), "the most that it takes then");
    private static final Option<Duration> READ_TIMEOUT = Option.of(
            "simulator.read-timeout",
            OptionType.DURATION,
            D.readTimeout(),
            "how long ReadBulk waits for a tag when the call does not say");
    private static final Option<Duration> BUFFERED_INTERVAL = Option.of(
            "simulator.buffered-interval",
            OptionType.DURATION,
            D.bufferedInterval(),
            "how often buffered items deliver until a client says otherwise");
    private static final Option<Boolean> WRITE_REQUIRES_ADVISE = Option.of(
            "simulator.write-requires-advise",
            OptionType.BOOLEAN,
            C.writeRequiresAdvise(),
            "whether a write to an item that is not advised is refused");

    private SimulatorFamily() {}

    static List<Option<?>> options() {
        return List.of(
                GALAXY_FILE,
                OBJECTS,
                ATTRIBUTES,
                CHANGE_RATE,
                ALARMS,
                ALARM_PERIOD,
                SEED,
                SECURITY,
                SCAN_PERIOD,
                RESOLVE_DELAY,
                REALISTIC,
                REALISTIC_MIN,
                REALISTIC_MAX,
                READ_TIMEOUT,
                BUFFERED_INTERVAL,
                WRITE_REQUIRES_ADVISE);
    }

    /** The settings; on problems, tells them and answers the defaults. */
    static SimulatorSettings bind(OptionValues values, List<ConfigProblem> problems) {
        try {
            SimulatorOptions options = new SimulatorOptions(
                    values.get(SCAN_PERIOD),
                    values.get(RESOLVE_DELAY),
                    values.get(REALISTIC),
                    values.get(REALISTIC_MIN),
                    values.get(REALISTIC_MAX),
                    values.get(READ_TIMEOUT),
                    values.get(BUFFERED_INTERVAL),
                    D.maxBufferedValues(),
                    D.maxReferenceLength(),
                    D.burstChunk(),
                    C.withWriteRequiresAdvise(values.get(WRITE_REQUIRES_ADVISE)));
            check(values, problems);
            return new SimulatorSettings(
                    described(values, problems),
                    absolute(values.get(GALAXY_FILE)),
                    values.get(OBJECTS),
                    values.get(ATTRIBUTES),
                    values.get(CHANGE_RATE),
                    new GeneratedGalaxy.Alarms(values.get(ALARMS), values.get(ALARM_PERIOD)),
                    values.get(SEED),
                    values.get(SECURITY),
                    options);
        } catch (ConfigException e) {
            problems.addAll(e.problems());
            check(values, problems);
            described(values, problems);
            return bind(new OptionValues(), new ArrayList<>());
        }
    }

    /** The galaxy in the file, if there is a file; read here, so that all that is wrong in it is told with the rest. */
    private static Optional<SimulatedGalaxy> described(OptionValues values, List<ConfigProblem> problems) {
        String file = values.get(GALAXY_FILE);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        if (values.get(OBJECTS) != 0) {
            problems.add(
                    new ConfigProblem(OBJECTS.key(), values.get(OBJECTS).toString(), "must be 0 with a galaxy-file"));
            return Optional.empty();
        }
        try {
            return Optional.of(GalaxyFile.read(Path.of(file)));
        } catch (GalaxyFileException e) {
            e.problems()
                    .forEach(problem -> problems.add(new ConfigProblem(GALAXY_FILE.key(), file, problem.toString())));
        } catch (InvalidPathException e) {
            problems.add(new ConfigProblem(GALAXY_FILE.key(), file, "must be the path of a file: " + e.getReason()));
        }
        return Optional.empty();
    }

    /** Workers may run in another directory; empty stays empty, and so becomes what is no path, which was told. */
    private static String absolute(String file) {
        try {
            return file.isEmpty() ? "" : Path.of(file).toAbsolutePath().toString();
        } catch (InvalidPathException toldBefore) {
            return "";
        }
    }

    private static void check(OptionValues values, List<ConfigProblem> problems) {
        range(problems, OBJECTS, values.get(OBJECTS), 0, 500_000);
        range(problems, ATTRIBUTES, values.get(ATTRIBUTES), 1, 10_000);
        range(problems, CHANGE_RATE, values.get(CHANGE_RATE), 0, 1);
        range(problems, ALARMS, values.get(ALARMS), 0, 1_000_000);
    }

    private static void range(List<ConfigProblem> problems, Option<?> option, Number value, long min, long max) {
        if (value.doubleValue() < min || value.doubleValue() > max) {
            problems.add(new ConfigProblem(option.key(), value.toString(), "must be " + min + ".." + max));
        }
    }

    /**
     * The settings that a worker's environment holds.
     *
     * @throws ConfigException with everything that is wrong
     */
    public static SimulatorSettings fromEnvironment(Map<String, String> environment) {
        OptionValues values = new OptionValues();
        List<ConfigProblem> problems = new ArrayList<>();
        options().forEach(option -> take(option, environment, values, problems));
        SimulatorSettings settings = bind(values, problems);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return settings;
    }

    private static <T> void take(
            Option<T> option, Map<String, String> environment, OptionValues values, List<ConfigProblem> problems) {
        String text = environment.get(option.variable());
        if (text != null) {
            try {
                values.put(option, option.type().parser().apply(text));
            } catch (IllegalArgumentException e) {
                problems.add(new ConfigProblem(option.variable(), text, e.getMessage()));
            }
        }
    }

    /** What a worker's environment must hold so that it finds what is in force here. */
    public static Map<String, String> toEnvironment(Configuration configuration) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (EffectiveOption effective : configuration.effective()) {
            if (!effective.isDefault() && options().contains(effective.option())) {
                environment.put(effective.option().variable(), value(effective));
            }
        }
        return environment;
    }

    /** What a worker's environment must hold besides so that it reads the galaxy from another file. */
    public static Map<String, String> readingGalaxyFrom(Path file) {
        return Map.of(GALAXY_FILE.variable(), file.toAbsolutePath().toString());
    }

    /** A worker may run in another directory, so it is told the whole path of a file. */
    private static String value(EffectiveOption effective) {
        boolean file = effective.option().key().equals(GALAXY_FILE.key())
                && !effective.value().isEmpty();
        return file ? Path.of(effective.value()).toAbsolutePath().toString() : effective.value();
    }
}
