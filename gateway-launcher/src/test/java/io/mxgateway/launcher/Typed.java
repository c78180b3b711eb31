package io.mxgateway.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/** One command, as it was typed, run in this process. */
final class Typed {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment;
    private int code = -1;

    Typed(Map<String, String> environment) {
        this.environment = environment;
    }

    static Typed run(Map<String, String> environment, String... args) {
        return new Typed(environment).run(args);
    }

    Typed run(String... args) {
        code = Main.run(
                new Surroundings(
                        InputStream.nullInputStream(),
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
