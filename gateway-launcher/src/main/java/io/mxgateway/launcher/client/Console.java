package io.mxgateway.launcher.client;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * What surrounds a command that speaks to a gateway.
 *
 * @param in what is typed or piped in
 * @param out where results go
 * @param err where problems and news about the connection go
 * @param environment the environment variables
 * @param quiet makes the log tell errors only: what the user has to know, the command itself says
 * @param endings has something run when the user wants the process to end (Ctrl-C); gives what undoes that
 */
public record Console(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Runnable quiet,
        Function<Runnable, Runnable> endings) {
    public Console {
        Objects.requireNonNull(in, "in");
        Objects.requireNonNull(out, "out");
        Objects.requireNonNull(err, "err");
        environment = Map.copyOf(environment);
        Objects.requireNonNull(quiet, "quiet");
        Objects.requireNonNull(endings, "endings");
    }

    /** A line for the user beside the results. */
    void tell(String line) {
        err.println("mxgateway: " + Texts.printable(line));
    }
}
