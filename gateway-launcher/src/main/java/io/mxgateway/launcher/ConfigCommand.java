package io.mxgateway.launcher;

import io.mxgateway.launcher.config.ConfigurationException;
import io.mxgateway.launcher.config.EffectiveOption;
import io.mxgateway.launcher.config.OptionCatalog;
import io.mxgateway.launcher.text.Json;
import io.mxgateway.launcher.text.TextTable;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code config}: what the gateway would run with, or could be told. */
@Command(
        name = "config",
        description =
                "Shows the configuration that is in force: each option's value, who set it, its default and meaning.",
        footer = {
            "",
            "Options are read from a file (--config), then the environment, then --set; the last one wins.",
            "The variable of sessions.max-sessions is MXGATEWAY_SESSIONS_MAX_SESSIONS, and so for all others."
        })
final class ConfigCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private ConfigurationArguments arguments;

    @Option(names = "--list", description = "Show every option there is instead, with type, default and meaning.")
    private boolean list;

    @Option(names = "--json", description = "One JSON object per line.")
    private boolean json;

    ConfigCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws ConfigurationException {
        if (list) {
            list(new OptionCatalog().options());
        } else {
            show(arguments.read(surroundings.environment(), List.of()).effective());
        }
        return ExitCode.DONE;
    }

    private void list(List<io.mxgateway.launcher.config.Option<?>> options) {
        PrintStream out = surroundings.out();
        if (json) {
            options.forEach(option -> {
                Map<String, Object> object = new LinkedHashMap<>();
                object.put("key", option.key());
                object.put("type", option.typeName());
                object.put("default", option.defaultText());
                object.put("secret", option.secret());
                object.put("variable", option.variable());
                object.put("meaning", option.meaning());
                out.println(Json.of(object));
            });
            return;
        }
        TextTable table = new TextTable("OPTION", "TYPE", "DEFAULT", "MEANING");
        options.forEach(
                option -> table.row(option.key(), option.typeName(), shown(option.defaultText()), option.meaning()));
        table.lines().forEach(out::println);
    }

    private void show(List<EffectiveOption> options) {
        PrintStream out = surroundings.out();
        if (json) {
            options.forEach(effective -> {
                Map<String, Object> object = new LinkedHashMap<>();
                object.put("key", effective.option().key());
                object.put("value", effective.value());
                object.put("source", effective.source());
                object.put("default", effective.option().defaultText());
                object.put("secret", effective.option().secret());
                object.put("meaning", effective.option().meaning());
                out.println(Json.of(object));
            });
            return;
        }
        TextTable table = new TextTable("OPTION", "VALUE", "SOURCE", "DEFAULT", "MEANING");
        options.forEach(effective -> table.row(
                effective.option().key(),
                shown(effective.value()),
                effective.source(),
                shown(effective.option().defaultText()),
                effective.option().meaning()));
        table.lines().forEach(out::println);
    }

    private static String shown(String value) {
        return value.isEmpty() ? "-" : value;
    }
}
