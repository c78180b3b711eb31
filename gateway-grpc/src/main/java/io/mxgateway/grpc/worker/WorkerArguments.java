package io.mxgateway.grpc.worker;

import io.mxgateway.grpc.codec.ProtocolVersions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a worker process was told when it was launched. Its {@code toString} leaves the nonce out. */
final class WorkerArguments {
    private static final List<String> NAMES =
            List.of(LaunchArguments.SESSION_ID, LaunchArguments.PIPE_NAME, LaunchArguments.PROTOCOL_VERSION);

    /** The worker cannot begin. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        private final int exitCode;

        Unusable(int exitCode, String message) {
            super(message);
            this.exitCode = exitCode;
        }

        int exitCode() {
            return exitCode;
        }
    }

    private final String sessionId;
    private final String pipeName;
    private final String nonce;
    private final Duration connectAttempt;

    private WorkerArguments(String sessionId, String pipeName, String nonce, Duration connectAttempt) {
        this.sessionId = sessionId;
        this.pipeName = pipeName;
        this.nonce = nonce;
        this.connectAttempt = connectAttempt;
    }

    static WorkerArguments parse(String[] arguments, Map<String, String> environment) throws Unusable {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!NAMES.contains(arguments[i]) || i + 1 == arguments.length) {
                throw new Unusable(
                        WorkerExit.INVALID_ARGUMENTS,
                        "argument " + arguments[i] + (i + 1 == arguments.length ? " has no value" : " is unknown")
                                + "; expected are " + String.join(" VALUE ", NAMES) + " VALUE");
            }
            given.put(arguments[i], arguments[i + 1]);
        }
        for (String name : NAMES) {
            if (given.getOrDefault(name, "").isBlank()) {
                throw new Unusable(WorkerExit.INVALID_ARGUMENTS, "argument " + name + " is missing or empty");
            }
        }
        checkVersion(given.get(LaunchArguments.PROTOCOL_VERSION));
        String nonce = environment.getOrDefault(LaunchArguments.NONCE, "");
        if (nonce.isBlank()) {
            throw new Unusable(
                    WorkerExit.MISSING_NONCE,
                    "the environment variable " + LaunchArguments.NONCE + " is missing; a gateway sets it");
        }
        return new WorkerArguments(
                given.get(LaunchArguments.SESSION_ID),
                given.get(LaunchArguments.PIPE_NAME),
                nonce,
                attempt(environment.get(LaunchArguments.CONNECT_ATTEMPT_TIMEOUT)));
    }

    private static void checkVersion(String version) throws Unusable {
        int number;
        try {
            number = Integer.parseInt(version);
        } catch (NumberFormatException e) {
            throw new Unusable(
                    WorkerExit.INVALID_ARGUMENTS,
                    LaunchArguments.PROTOCOL_VERSION + " is " + version + "; it must be a number");
        }
        if (number != ProtocolVersions.WORKER) {
            throw new Unusable(
                    WorkerExit.UNSUPPORTED_VERSION,
                    "protocol version " + number + " is not spoken here; " + ProtocolVersions.WORKER + " is");
        }
    }

    private static Duration attempt(String millis) throws Unusable {
        if (millis == null || millis.isBlank()) {
            return LaunchArguments.CONNECT_ATTEMPT;
        }
        try {
            return Duration.ofMillis(Math.max(1, Math.min(3_600_000, Long.parseLong(millis.strip()))));
        } catch (NumberFormatException e) {
            throw new Unusable(
                    WorkerExit.INVALID_ARGUMENTS,
                    LaunchArguments.CONNECT_ATTEMPT_TIMEOUT + " is " + millis + "; it must be a number");
        }
    }

    String sessionId() {
        return sessionId;
    }

    String pipeName() {
        return pipeName;
    }

    String nonce() {
        return nonce;
    }

    Duration connectAttempt() {
        return connectAttempt;
    }

    @Override
    public String toString() {
        return "WorkerArguments[sessionId=" + sessionId + ", pipeName=" + pipeName + "]";
    }
}
