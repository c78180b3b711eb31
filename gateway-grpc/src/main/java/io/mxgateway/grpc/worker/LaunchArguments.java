package io.mxgateway.grpc.worker;

import io.mxgateway.grpc.codec.ProtocolVersions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a gateway tells a worker when it launches it: arguments for what anybody may see, environment for what not. */
final class LaunchArguments {
    static final String SESSION_ID = "--session-id";
    static final String PIPE_NAME = "--pipe-name";
    static final String PROTOCOL_VERSION = "--protocol-version";
    static final String NONCE = "MXGATEWAY_WORKER_NONCE";
    static final String CONNECT_ATTEMPT_TIMEOUT = "MXGATEWAY_WORKER_PIPE_CONNECT_ATTEMPT_TIMEOUT_MS";
    /** How long one attempt to connect may take. */
    static final Duration CONNECT_ATTEMPT = Duration.ofSeconds(2);

    private LaunchArguments() {}

    /** The command of a backend, made one for a session. */
    static LaunchSpec complete(LaunchSpec backend, String sessionId, Path socket, String nonce) {
        List<String> command = new ArrayList<>(backend.command());
        command.addAll(List.of(
                SESSION_ID,
                sessionId,
                PIPE_NAME,
                socket.toString(),
                PROTOCOL_VERSION,
                Integer.toString(ProtocolVersions.WORKER)));
        Map<String, String> environment = new HashMap<>(backend.environment());
        environment.put(NONCE, nonce);
        environment.put(CONNECT_ATTEMPT_TIMEOUT, Long.toString(CONNECT_ATTEMPT.toMillis()));
        return new LaunchSpec(command, backend.workingDirectory(), environment);
    }
}
