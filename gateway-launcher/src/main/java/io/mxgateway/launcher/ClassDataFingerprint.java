package io.mxgateway.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What an archive of classes depends on, in a few letters: the JVM, its options, and the jars with size and age. */
final class ClassDataFingerprint {
    private static final int LETTERS = 16;

    private ClassDataFingerprint() {}

    /**
     * The fingerprint of a worker's command line.
     *
     * @param jvm which build of the JVM runs it
     * @param command the command line
     * @param classPath what the JVM loads from
     * @return empty when no archive can be made: a JVM makes none of classes in directories
     */
    static Optional<String> of(String jvm, List<String> command, String classPath) {
        MessageDigest digest = sha256();
        add(digest, jvm);
        command.forEach(word -> add(digest, word));
        try {
            for (String entry : classPath.split(File.pathSeparator, -1)) {
                Path jar = Path.of(entry);
                if (!Files.isRegularFile(jar)) {
                    return Optional.empty();
                }
                add(
                        digest,
                        Files.size(jar) + " " + Files.getLastModifiedTime(jar).toMillis());
            }
        } catch (IOException e) {
            // The jar is gone or hidden: whatever comes of that, an archive does not help.
            return Optional.empty();
        }
        return Optional.of(letters(digest));
    }

    /** The JVM that runs this. */
    static String thisJvm() {
        return String.join(
                "|",
                System.getProperty("java.vm.name"),
                System.getProperty("java.vm.version"),
                System.getProperty("java.vm.vendor"),
                System.getProperty("java.home"));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** As many letters as names are made of. */
    static String letters(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest()).substring(0, LETTERS);
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        digest.update((bytes.length + ":").getBytes(UTF_8));
        digest.update(bytes);
    }
}
