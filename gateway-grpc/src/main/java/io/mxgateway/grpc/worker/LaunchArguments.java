package io.mxgateway.grpc.worker;

import io.mxgateway.grpc.codec.ProtocolVersions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a gateway tells a worker when it launches it: arguments for what anybody may see, environment for what not. Pure. */
public final class LaunchArguments {
    /** The argument before the session's id. */
    public static final String SESSION_ID = "--session-id";
    /** The argument before the path of the socket. */
    public static final String PIPE_NAME = "--pipe-name";
    /** The argument before the number of the worker protocol. */
    public static final String PROTOCOL_VERSION = "--protocol-version";
    /** The environment variable with the secret that the worker repeats in its hello. */
    public static final String NONCE = "MXGATEWAY_WORKER_NONCE";

    static final String CONNECT_ATTEMPT_TIMEOUT = "MXGATEWAY_WORKER_PIPE_CONNECT_ATTEMPT_TIMEOUT_MS";
    /** How long one attempt to connect may take. */
    static final Duration CONNECT_ATTEMPT = Duration.ofSeconds(2);

    private LaunchArguments() {}

    /**
     * The command of a backend, made one for a session.
     *
     * @param backend what the backend is started with
     * @param socket where the gateway listens
     * @param nonce the secret of this one launch
     */
    public static LaunchSpec complete(LaunchSpec backend, String sessionId, Path socket, String nonce) {
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
