package io.mxgateway.launcher.config;

/** What is important enough to be logged. */
public enum LogLevel {
    /** What went wrong and needs somebody. */
    ERROR,
    /** Also what may need somebody. */
    WARN,
    /** Also what happened. */
    INFO,
    /** Also how it happened. */
    DEBUG,
    /** Everything. */
    TRACE
}
