package io.mxgateway.launcher.config;

import io.mxgateway.core.config.BackendOptions;
import io.mxgateway.core.config.GatewayOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The options {@code backends.*}: one by itself, the others once for each backend. */
final class BackendFamily {
    private static final BackendOptions D = BackendOptions.SIMULATOR;
    private static final String PREFIX = "backends.";

    private static final Option<String> DEFAULT = Option.of(
            "backends.default",
            OptionType.TEXT,
            GatewayOptions.DEFAULT.defaultBackend(),
            "the backend of sessions that ask for none");
    private static final Option<List<String>> COMMAND = Option.of(
            "backends.<name>.command",
            OptionType.COMMAND,
            D.command(),
            "the worker's executable and its arguments; only the simulator may go without");
    private static final Option<String> WORKING_DIRECTORY = Option.of(
            "backends.<name>.working-directory",
            OptionType.TEXT,
            D.workingDirectory(),
            "where its workers run; empty = where the gateway runs");
    private static final Option<String> ENVIRONMENT = new Option<>(
            "backends.<name>.environment.<NAME>",
            OptionType.TEXT,
            "",
            "a variable in the environment of its workers",
            true);
    private static final Option<Integer> WARM = Option.of(
            "backends.<name>.warm", OptionType.INTEGER, D.warm(), "how many workers are started ahead of time");

    private BackendFamily() {}

    static List<Option<?>> options() {
        return List.of(DEFAULT, COMMAND, WORKING_DIRECTORY, ENVIRONMENT, WARM);
    }

    static String defaultName(OptionValues values) {
        return values.get(DEFAULT);
    }

    /** All backends that anything was said about, and the simulator. */
    static Map<String, BackendOptions> bind(OptionValues values) {
        Set<String> names = new TreeSet<>(Set.of(GatewayOptions.SIMULATOR));
        values.keys().stream()
                .filter(key -> key.startsWith(PREFIX) && !key.equals(DEFAULT.key()))
                .map(key -> key.split("\\.")[1])
                .forEach(names::add);
        Map<String, BackendOptions> backends = new TreeMap<>();
        names.forEach(name -> backends.put(name, backend(name, values)));
        return backends;
    }

    private static BackendOptions backend(String name, OptionValues values) {
        String environment = PREFIX + name + ".environment.";
        Map<String, String> variables = new TreeMap<>();
        values.keys().stream()
                .filter(key -> key.startsWith(environment))
                .forEach(key -> variables.put(key.substring(environment.length()), values.get(ENVIRONMENT, key)));
        return new BackendOptions(
                values.get(COMMAND, PREFIX + name + ".command"),
                values.get(WORKING_DIRECTORY, PREFIX + name + ".working-directory"),
                variables,
                values.get(WARM, PREFIX + name + ".warm"));
    }
}
