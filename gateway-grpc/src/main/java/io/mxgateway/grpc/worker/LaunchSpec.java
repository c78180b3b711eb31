package io.mxgateway.grpc.worker;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What process is to be started.
 *
 * @param command the executable and its arguments; never secret
 * @param workingDirectory where it runs; empty for the gateway's own directory
 * @param environment what is added to its environment; values may be secrets
 */
public record LaunchSpec(List<String> command, String workingDirectory, Map<String, String> environment) {
    public LaunchSpec {
        command = List.copyOf(command);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a command must name an executable, but is empty");
        }
        Objects.requireNonNull(workingDirectory, "workingDirectory");
        environment = Map.copyOf(environment);
    }

    /** Without the values of the environment. */
    @Override
    public String toString() {
        return "LaunchSpec[command=" + command + ", workingDirectory=" + workingDirectory + ", environment="
                + environment.keySet() + "]";
    }
}
