package io.mxgateway.launcher;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Objects;

/**
 * What a command finds around it; a test gives it other things than the process would.
 *
 * @param in what is typed or piped in
 * @param out where results go
 * @param err where problems and logs go
 * @param environment the environment variables
 * @param terminal whether {@code out} is a terminal that understands cursor movement
 */
record Surroundings(
        InputStream in, PrintStream out, PrintStream err, Map<String, String> environment, boolean terminal) {
    Surroundings {
        Objects.requireNonNull(in, "in");
        Objects.requireNonNull(out, "out");
        Objects.requireNonNull(err, "err");
        environment = Map.copyOf(environment);
    }
}
