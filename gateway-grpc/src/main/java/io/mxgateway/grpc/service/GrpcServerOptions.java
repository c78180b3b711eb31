package io.mxgateway.grpc.service;

import io.mxgateway.core.config.ConfigProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How the public port listens and what it puts up with. Immutable.
 *
 * @param bindAddress the address to listen on, a name or a number
 * @param port the port; 0 for any that is free
 * @param ioThreads how many threads serve all connections
 * @param maxMessageBytes the largest message a client may send, in bytes
 * @param maxMetadataBytes the most metadata a call may carry, in bytes
 * @param maxConcurrentCalls how many calls one connection may have under way
 * @param maxConnectionAge how long a connection takes new calls; those it has go on; 0 for no limit
 * @param maxConnectionIdle how long a connection without calls is kept; 0 for no limit
 * @param keepAliveTime how long a connection may be silent before the gateway asks whether the client is there
 * @param keepAliveTimeout how long the client has to answer that
 * @param minClientKeepAliveTime how often clients may ask the same; who asks more often is disconnected
 * @param handshakeTimeout how long a new connection may take until TLS is agreed on; a silent one in plaintext is for
 *     keepAliveTime and keepAliveTimeout to end
 * @param maxResetsPerWindow how many calls one connection may reset within {@code resetWindow}
 * @param resetWindow see {@code maxResetsPerWindow}; whole seconds
 */
public record GrpcServerOptions(
        String bindAddress,
        int port,
        int ioThreads,
        int maxMessageBytes,
        int maxMetadataBytes,
        int maxConcurrentCalls,
        Duration maxConnectionAge,
        Duration maxConnectionIdle,
        Duration keepAliveTime,
        Duration keepAliveTimeout,
        Duration minClientKeepAliveTime,
        Duration handshakeTimeout,
        int maxResetsPerWindow,
        Duration resetWindow) {
    /** Loopback, port 50051, and the limits that the documentation names. */
    public static final GrpcServerOptions DEFAULT = new GrpcServerOptions(
            "127.0.0.1",
            50051,
            Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors())),
            16 << 20,
            8 << 10,
            2048,
            Duration.ofHours(24),
            Duration.ofMinutes(30),
            Duration.ofMinutes(1),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            500,
            Duration.ofSeconds(10));

    public GrpcServerOptions {
        Objects.requireNonNull(bindAddress, "bindAddress");
        Objects.requireNonNull(maxConnectionAge, "maxConnectionAge");
        Objects.requireNonNull(maxConnectionIdle, "maxConnectionIdle");
        Objects.requireNonNull(keepAliveTime, "keepAliveTime");
        Objects.requireNonNull(keepAliveTimeout, "keepAliveTimeout");
        Objects.requireNonNull(minClientKeepAliveTime, "minClientKeepAliveTime");
        Objects.requireNonNull(handshakeTimeout, "handshakeTimeout");
        Objects.requireNonNull(resetWindow, "resetWindow");
    }

    /** The same options on another address. */
    public GrpcServerOptions listeningOn(String address, int otherPort) {
        return new GrpcServerOptions(
                address,
                otherPort,
                ioThreads,
                maxMessageBytes,
                maxMetadataBytes,
                maxConcurrentCalls,
                maxConnectionAge,
                maxConnectionIdle,
                keepAliveTime,
                keepAliveTimeout,
                minClientKeepAliveTime,
                handshakeTimeout,
                maxResetsPerWindow,
                resetWindow);
    }

    /** Everything that is wrong; empty when all is well. */
    public List<ConfigProblem> problems() {
        List<ConfigProblem> problems = new ArrayList<>();
        if (bindAddress.isBlank()) {
            problems.add(new ConfigProblem("server.bind", bindAddress, "must be an address"));
        }
        range(problems, "server.port", port, 0, 65_535);
        range(problems, "server.io-threads", ioThreads, 1, 256);
        range(problems, "server.max-message-bytes", maxMessageBytes, 1 << 10, 1 << 30);
        range(problems, "server.max-metadata-bytes", maxMetadataBytes, 1 << 10, 1 << 20);
        range(problems, "server.max-concurrent-calls", maxConcurrentCalls, 1, 1_000_000);
        range(problems, "server.max-resets-per-window", maxResetsPerWindow, 1, 1_000_000);
        length(problems, "server.max-connection-age", maxConnectionAge, Duration.ZERO);
        length(problems, "server.max-connection-idle", maxConnectionIdle, Duration.ZERO);
        length(problems, "server.keep-alive-time", keepAliveTime, Duration.ofSeconds(1));
        length(problems, "server.keep-alive-timeout", keepAliveTimeout, Duration.ofMillis(1));
        length(problems, "server.min-client-keep-alive-time", minClientKeepAliveTime, Duration.ZERO);
        length(problems, "server.handshake-timeout", handshakeTimeout, Duration.ofMillis(1));
        length(problems, "server.reset-window", resetWindow, Duration.ofSeconds(1));
        return problems;
    }

    private static void range(List<ConfigProblem> problems, String key, long value, long min, long max) {
        if (value < min || value > max) {
            problems.add(new ConfigProblem(key, Long.toString(value), "must be " + min + ".." + max));
        }
    }

    private static void length(List<ConfigProblem> problems, String key, Duration value, Duration min) {
        if (value.compareTo(min) < 0 || value.compareTo(Duration.ofDays(365)) > 0) {
            problems.add(new ConfigProblem(key, value.toString(), "must be " + min + " to 365 days"));
        }
    }
}
