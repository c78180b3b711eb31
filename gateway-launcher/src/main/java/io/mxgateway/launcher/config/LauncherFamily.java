package io.mxgateway.launcher.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The options of the launcher itself: {@code server.*}, {@code log.*}, {@code run.*}. */
final class LauncherFamily {
    static final Option<String> BIND =
            Option.of("server.bind", OptionType.TEXT, "127.0.0.1", "the address that the gateway listens on");
    static final Option<Integer> PORT = Option.of(
            "server.port", OptionType.INTEGER, 50051, "the port that the gateway listens on; 0 = any free one");
    private static final Option<LogFormat> LOG_FORMAT = Option.of(
            "log.format", OptionType.choice(LogFormat.class), LogFormat.TEXT, "how a line of the log is written");
    private static final Option<LogLevel> LOG_LEVEL =
            Option.of("log.level", OptionType.choice(LogLevel.class), LogLevel.INFO, "what is logged");
    private static final Option<String> RUN_DIRECTORY = Option.of(
            "run.directory",
            OptionType.TEXT,
            "",
            "where the sockets of workers are kept; empty = a private directory under the system's temporary one");

    private LauncherFamily() {}

    static List<Option<?>> options() {
        return List.of(BIND, PORT, LOG_FORMAT, LOG_LEVEL, RUN_DIRECTORY);
    }

    static LauncherOptions bind(OptionValues values) {
        return new LauncherOptions(
                values.get(BIND),
                values.get(PORT),
                values.get(LOG_FORMAT),
                values.get(LOG_LEVEL),
                values.get(RUN_DIRECTORY));
    }

    /** Tells key and rule of everything that is wrong. */
    static void check(LauncherOptions options, BiConsumer<String, String> problem) {
        checkBind(options.bind(), rule -> problem.accept(BIND.key(), rule));
        if (options.port() < 0 || options.port() > 65_535) {
            problem.accept(PORT.key(), "must be 0..65535");
        }
    }

    private static void checkBind(String bind, Consumer<String> problem) {
        if (bind.isBlank()) {
            problem.accept("must be an address or a host name");
            return;
        }
        try {
            if (!InetAddress.getByName(bind).isLoopbackAddress()) {
                problem.accept("must be a loopback address (127.0.0.1, ::1, localhost): without authentication, which"
                        + " this version does not have, the gateway serves its own machine only");
            }
        } catch (UnknownHostException e) {
            problem.accept("is neither an address nor the name of a host that is known here");
        }
    }
}
