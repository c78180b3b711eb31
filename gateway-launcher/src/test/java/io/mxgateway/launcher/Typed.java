package io.mxgateway.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;

/** One command, as it was typed, run in this process. */
final class Typed {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment;
    private final String piped;
    private int code = -1;

    Typed(Map<String, String> environment) {
        this(environment, "");
    }

    /** With a standard input that holds something. */
    Typed(Map<String, String> environment, String piped) {
        this.environment = environment;
        this.piped = piped;
    }

    static Typed run(Map<String, String> environment, String... args) {
        return new Typed(environment).run(args);
    }

    Typed run(String... args) {
        code = Main.run(
                new Surroundings(
                        new ByteArrayInputStream(piped.getBytes(UTF_8)),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        environment,
                        false),
                args);
        return this;
    }

    int code() {
        return code;
    }

    String out() {
        return out.toString(UTF_8);
    }

    String err() {
        return err.toString(UTF_8);
    }

    @Override
    public String toString() {
        return "exit code " + code + "\n" + out() + err();
    }
}
