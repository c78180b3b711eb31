package io.mxgateway.launcher.config;

import java.util.Objects;

/**
 * What the launcher is told beyond the core's options. Immutable.
 *
 * @param logFormat how the log is written
 * @param logLevel what is logged
 * @param runDirectory where sockets of workers are kept; empty for a directory of its own under the system's temporary one
 * @param classDataArchive whether workers that are this program start from an archive of its classes
 */
public record LauncherOptions(LogFormat logFormat, LogLevel logLevel, String runDirectory, boolean classDataArchive) {
    public LauncherOptions {
        Objects.requireNonNull(logFormat, "logFormat");
        Objects.requireNonNull(logLevel, "logLevel");
        Objects.requireNonNull(runDirectory, "runDirectory");
    }
}
