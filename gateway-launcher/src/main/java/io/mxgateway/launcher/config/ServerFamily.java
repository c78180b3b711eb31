package io.mxgateway.launcher.config;

import io.mxgateway.grpc.service.GrpcServerOptions;
import java.time.Duration;
import java.util.List;

/** The options {@code server.*}. */
final class ServerFamily {
    private static final GrpcServerOptions D = GrpcServerOptions.DEFAULT;

    private static final Option<String> BIND =
            Option.of("server.bind", OptionType.TEXT, D.bindAddress(), "the address that the gateway listens on");
    private static final Option<Integer> PORT = Option.of(
            "server.port", OptionType.INTEGER, D.port(), "the port that the gateway listens on; 0 = any free one");
    private static final Option<Integer> IO_THREADS = Option.of(
            "server.io-threads",
            OptionType.INTEGER,
            0,
            "how many threads serve all connections; 0 = one for each processor, at most 8");
    private static final Option<Integer> MAX_MESSAGE_BYTES = Option.of(
            "server.max-message-bytes",
            OptionType.INT_SIZE,
            D.maxMessageBytes(),
            "the largest message a client may send");
    private static final Option<Integer> MAX_METADATA_BYTES = Option.of(
            "server.max-metadata-bytes",
            OptionType.INT_SIZE,
            D.maxMetadataBytes(),
            "the most metadata a call may carry");
    private static final Option<Integer> MAX_CONCURRENT_CALLS = Option.of(
            "server.max-concurrent-calls",
            OptionType.INTEGER,
            D.maxConcurrentCalls(),
            "how many calls one connection may have under way");
    private static final Option<Duration> MAX_CONNECTION_AGE = Option.of(
            "server.max-connection-age",
            OptionType.DURATION,
            D.maxConnectionAge(),
            "how long a connection takes new calls; 0 = no limit");
    private static final Option<Duration> MAX_CONNECTION_IDLE = Option.of(
            "server.max-connection-idle",
            OptionType.DURATION,
            D.maxConnectionIdle(),
            "how long a connection without calls is kept; 0 = no limit");
    private static final Option<Duration> KEEP_ALIVE_TIME = Option.of(
            "server.keep-alive-time",
            OptionType.DURATION,
            D.keepAliveTime(),
            "how long a connection may be silent before the client is asked whether it is there");
    private static final Option<Duration> KEEP_ALIVE_TIMEOUT = Option.of(
            "server.keep-alive-timeout",
            OptionType.DURATION,
            D.keepAliveTimeout(),
            "how long the client has to answer that");
    private static final Option<Duration> MIN_CLIENT_KEEP_ALIVE_TIME = Option.of(
            "server.min-client-keep-alive-time",
            OptionType.DURATION,
            D.minClientKeepAliveTime(),
            "how often clients may ask the same; who asks more often is disconnected");
    private static final Option<Duration> HANDSHAKE_TIMEOUT = Option.of(
            "server.handshake-timeout",
            OptionType.DURATION,
            D.handshakeTimeout(),
            "how long a new connection may take until TLS is agreed on; in plaintext, one that says nothing is ended by"
                    + " server.keep-alive-time and server.keep-alive-timeout");
    private static final Option<Integer> MAX_RESETS_PER_WINDOW = Option.of(
            "server.max-resets-per-window",
            OptionType.INTEGER,
            D.maxResetsPerWindow(),
            "how many calls a connection may reset within the reset window");
    private static final Option<Duration> RESET_WINDOW =
            Option.of("server.reset-window", OptionType.DURATION, D.resetWindow(), "see above; whole seconds");

    private ServerFamily() {}

    static List<Option<?>> options() {
        return List.of(
                BIND,
                PORT,
                IO_THREADS,
                MAX_MESSAGE_BYTES,
                MAX_METADATA_BYTES,
                MAX_CONCURRENT_CALLS,
                MAX_CONNECTION_AGE,
                MAX_CONNECTION_IDLE,
                KEEP_ALIVE_TIME,
                KEEP_ALIVE_TIMEOUT,
                MIN_CLIENT_KEEP_ALIVE_TIME,
                HANDSHAKE_TIMEOUT,
                MAX_RESETS_PER_WINDOW,
                RESET_WINDOW);
    }

    static GrpcServerOptions bind(OptionValues values) {
        int threads = values.get(IO_THREADS);
        return new GrpcServerOptions(
                values.get(BIND),
                values.get(PORT),
                threads == 0 ? D.ioThreads() : threads,
                values.get(MAX_MESSAGE_BYTES),
                values.get(MAX_METADATA_BYTES),
                values.get(MAX_CONCURRENT_CALLS),
                values.get(MAX_CONNECTION_AGE),
                values.get(MAX_CONNECTION_IDLE),
                values.get(KEEP_ALIVE_TIME),
                values.get(KEEP_ALIVE_TIMEOUT),
                values.get(MIN_CLIENT_KEEP_ALIVE_TIME),
                values.get(HANDSHAKE_TIMEOUT),
                values.get(MAX_RESETS_PER_WINDOW),
                values.get(RESET_WINDOW));
    }

    /** The address it listens on. */
    static ListenerRules.Listener listener(GrpcServerOptions options) {
        return new ListenerRules.Listener(BIND.key(), options.bindAddress());
    }
}
