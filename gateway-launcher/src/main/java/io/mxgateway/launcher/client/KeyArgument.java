package io.mxgateway.launcher.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mxgateway.launcher.client.ClientFailure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The API key: from a file, from what is piped in, or from the environment; never an argument that others can see. */
final class KeyArgument {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,512}");

    @Option(
            names = "--api-key-file",
            paramLabel = "FILE",
            description = "The file that holds the API key, - for the standard input. Default:"
                    + " MXGATEWAY_API_KEY_FILE, else the key itself in MXGATEWAY_API_KEY")
    private String file;

    /** The key; empty when none was given. */
    Optional<String> read(Console console) {
        String named = file == null ? console.environment().getOrDefault("MXGATEWAY_API_KEY_FILE", "") : file;
        if (!named.isEmpty()) {
            return Optional.of(checked(content(console, named), "--api-key-file = " + named));
        }
        String key = console.environment().getOrDefault("MXGATEWAY_API_KEY", "").strip();
        return key.isEmpty() ? Optional.empty() : Optional.of(checked(key, "MXGATEWAY_API_KEY"));
    }

    private static String content(Console console, String named) {
        try {
            return named.equals("-")
                    ? new String(console.in().readNBytes(4096), UTF_8)
                    : Files.readString(Path.of(named));
        } catch (IOException | InvalidPathException e) {
            throw new ClientFailure(
                    Kind.USAGE,
                    "--api-key-file = " + named + ": cannot be read (" + Reasons.of(e)
                            + "); it must be a file that holds one API key",
                    e);
        }
    }

    /** Never shows what was given: it may be a secret that something else wants. */
    private static String checked(String text, String source) {
        String key = text.strip();
        if (!KEY.matcher(key).matches()) {
            throw new ClientFailure(
                    Kind.USAGE, source + ": holds no API key; one is a line of letters, digits and signs");
        }
        return key;
    }
}
