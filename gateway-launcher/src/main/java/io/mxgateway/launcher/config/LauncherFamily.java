package io.mxgateway.launcher.config;

import java.util.List;

/** The options of the launcher itself: {@code log.*}, {@code run.*}, and how it starts itself as a worker. */
final class LauncherFamily {
    private static final Option<LogFormat> LOG_FORMAT = Option.of(
            "log.format", OptionType.choice(LogFormat.class), LogFormat.TEXT, "how a line of the log is written");
    private static final Option<LogLevel> LOG_LEVEL =
            Option.of("log.level", OptionType.choice(LogLevel.class), LogLevel.INFO, "what is logged");
    private static final Option<String> RUN_DIRECTORY = Option.of(
            "run.directory",
            OptionType.TEXT,
            "",
            "where the sockets of workers are kept, and the names of workers, so that the next gateway can end those that a"
                    + " killed one left; empty = a directory of this user under the system's temporary one");

    private static final Option<Boolean> CLASS_DATA_ARCHIVE = Option.of(
            "workers.class-data-archive",
            OptionType.BOOLEAN,
            true,
            "whether the bundled simulator starts from an archive of its classes, which the first gateway makes in the run"
                    + " directory");

    private LauncherFamily() {}

    static List<Option<?>> options() {
        return List.of(LOG_FORMAT, LOG_LEVEL, RUN_DIRECTORY, CLASS_DATA_ARCHIVE);
    }

    static LauncherOptions bind(OptionValues values) {
        return new LauncherOptions(
                values.get(LOG_FORMAT),
                values.get(LOG_LEVEL),
                values.get(RUN_DIRECTORY),
                values.get(CLASS_DATA_ARCHIVE));
    }
}
