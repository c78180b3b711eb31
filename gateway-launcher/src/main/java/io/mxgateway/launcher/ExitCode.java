package io.mxgateway.launcher;

/** What a command's exit tells; the worker alone has codes of its own, those of the worker protocol. */
final class ExitCode {
    /** What was asked for is done. */
    static final int DONE = 0;
    /** It was tried and failed. */
    static final int FAILED = 1;
    /** It was not tried, because it was asked for wrongly: unknown command or option, bad configuration. */
    static final int USAGE = 2;

    private ExitCode() {}
}
