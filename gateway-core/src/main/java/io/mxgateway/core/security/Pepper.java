package io.mxgateway.core.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The server's own secret, without which nobody can tell from stored keys whether a guess is right. Kept apart from the
 * keys: in the environment, or in a file. Immutable, thread-safe; shown by nothing.
 */
public final class Pepper {
    /** The environment variable that holds it. */
    public static final String VARIABLE = "MXGATEWAY_API_KEY_PEPPER";

    /** The fewest characters that it may have. */
    public static final int MIN_LENGTH = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;
    private static final long MOST_IN_FILE = 4096;

    private final SecretKeySpec key;

    private Pepper(byte[] value) {
        this.key = new SecretKeySpec(value, ALGORITHM);
    }

    /**
     * A pepper that is known.
     *
     * @throws IllegalArgumentException when it has fewer than {@value #MIN_LENGTH} characters
     */
    public static Pepper of(String value) {
        if (value.length() < MIN_LENGTH) {
            throw new IllegalArgumentException("the pepper has " + value.length()
                    + " characters, it must have at least " + MIN_LENGTH + "; 'openssl rand -hex 32' makes a good one");
        }
        return new Pepper(value.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The pepper of this gateway: from the environment when that has {@value #VARIABLE}, else from the file. Blocks.
     *
     * @param environment the environment variables
     * @param file where it is kept otherwise, readable by nobody but its owner
     * @param mayMake whether a file that is not there is made; must be false once there are keys, which would all be
     *     worthless under another pepper
     * @param random makes a new one; unpredictable outside of tests
     * @throws SecurityFileException when there is none, or the file is not private or holds something else
     * @throws IllegalArgumentException when the variable's value is too short
     */
    public static Pepper load(Map<String, String> environment, Path file, boolean mayMake, RandomGenerator random) {
        String given = environment.get(VARIABLE);
        if (given != null) {
            if (given.strip().length() < MIN_LENGTH) {
                throw new IllegalArgumentException(
                        VARIABLE + " has " + given.strip().length() + " characters, it must have at least " + MIN_LENGTH
                                + ", or not be there at all; 'openssl rand -hex 32' makes a good one");
            }
            return of(given.strip());
        }
        Objects.requireNonNull(file, "file");
        try {
            if (!Files.exists(file)) {
                if (!mayMake) {
                    throw new SecurityFileException(
                            file,
                            "the pepper's file is missing, and without it no key is worth anything; put it back, or set "
                                    + VARIABLE + " to what it held",
                            null);
                }
                make(file, random);
            }
            return of(read(file));
        } catch (IOException e) {
            throw new SecurityFileException(file, "the pepper cannot be read or made", e);
        }
    }

    private static void make(Path file, RandomGenerator random) throws IOException {
        Path directory = PrivateFiles.parent(file);
        PrivateFiles.makeDirectory(directory);
        // Of two that find none, one makes it and the other one waits, so that both use the same.
        FileGuard.holding(PrivateFiles.beside(file, ".lock"), () -> {
            if (!Files.exists(file)) {
                byte[] value = new byte[BYTES];
                random.nextBytes(value);
                PrivateFiles.replace(
                        file, (HexFormat.of().formatHex(value) + "\n").getBytes(StandardCharsets.US_ASCII));
            }
            return file;
        });
    }

    private static String read(Path file) throws IOException {
        PrivateFiles.requirePrivate(file, "the pepper's file", "chmod 600");
        if (Files.size(file) > MOST_IN_FILE) {
            throw new SecurityFileException(
                    file, "the pepper's file has " + Files.size(file) + " bytes, the most is " + MOST_IN_FILE, null);
        }
        String value = Files.readString(file, StandardCharsets.UTF_8).strip();
        if (value.length() < MIN_LENGTH) {
            throw new SecurityFileException(
                    file,
                    "the pepper's file holds " + value.length() + " characters, it must hold at least " + MIN_LENGTH,
                    null);
        }
        return value;
    }

    /** What is kept instead of a secret. Always does the same work. */
    SecretHash hash(String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return SecretHash.of(mac.doFinal(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "Pepper[hidden]";
    }
}
