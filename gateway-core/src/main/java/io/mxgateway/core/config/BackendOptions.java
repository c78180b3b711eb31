package io.mxgateway.core.config;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How the workers of one backend are started.
 *
 * @param command the executable and its arguments; empty for the bundled simulator
 * @param workingDirectory where it runs; empty for the gateway's own directory
 * @param environment what is added to its environment; values may be secrets and are never logged
 * @param warm how many workers are kept ready ahead of time
 */
public record BackendOptions(List<String> command, String workingDirectory, Map<String, String> environment, int warm) {
    /** The bundled simulator, started on demand. */
    public static final BackendOptions SIMULATOR = new BackendOptions(List.of(), "", Map.of(), 0);

    public BackendOptions {
        command = List.copyOf(command);
        Objects.requireNonNull(workingDirectory, "workingDirectory");
        environment = Map.copyOf(environment);
    }

    /** Without the values of the environment. */
    @Override
    public String toString() {
        return "BackendOptions[command=" + command + ", workingDirectory=" + workingDirectory + ", environment="
                + environment.keySet() + ", warm=" + warm + "]";
    }

    void check(String prefix, Rules rules) {
        rules.range(prefix + ".warm", warm, 0, 1000);
        rules.require(
                command.isEmpty() || !command.get(0).isBlank(),
                prefix + ".command",
                command,
                "must begin with the path of an executable");
    }
}
