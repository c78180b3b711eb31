package io.mxgateway.launcher;

import io.mxgateway.launcher.config.Configuration;
import io.mxgateway.launcher.config.ConfigurationException;
import io.mxgateway.launcher.config.ConfigurationReader;
import io.mxgateway.launcher.config.OptionCatalog;
import io.mxgateway.launcher.config.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The arguments of every command that reads the configuration. */
final class ConfigurationArguments {
    @Spec(Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Read options from a properties file (UTF-8, key = value).")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Set any option; wins over the environment and the file. May be repeated.")
    private List<String> assignments = new ArrayList<>();

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            description = "text or json; short for --set log.format=FORMAT")
    private String logFormat;

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            description = "error, warn, info, debug or trace; short for --set log.level=LEVEL")
    private String logLevel;

    /**
     * Reads it all.
     *
     * @param shortcuts what other arguments of the command say; these win over {@code --set}
     */
    Configuration read(Map<String, String> environment, List<Setting> shortcuts) throws ConfigurationException {
        List<Setting> settings = new ArrayList<>();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new ParameterException(
                        command.commandLine(), "--set wants KEY=VALUE, for instance --set sessions.max-sessions=8");
            }
            settings.add(
                    new Setting(assignment.substring(0, equals).strip(), assignment.substring(equals + 1), "--set"));
        }
        if (logFormat != null) {
            settings.add(new Setting("log.format", logFormat, "--log-format"));
        }
        if (logLevel != null) {
            settings.add(new Setting("log.level", logLevel, "--log-level"));
        }
        settings.addAll(shortcuts);
        return new ConfigurationReader(new OptionCatalog()).read(Optional.ofNullable(file), environment, settings);
    }
}
