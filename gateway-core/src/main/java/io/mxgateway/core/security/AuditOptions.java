package io.mxgateway.core.security;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where the audit log is, and how much of it is kept. Immutable.
 *
 * @param file the log; rotated logs are beside it
 * @param maxBytes how large a log becomes before it is put aside, {@value #MIN_BYTES} at least
 * @param maxFiles how many logs are kept, with the one being written; 2 to {@value #MOST_FILES}
 */
public record AuditOptions(Path file, long maxBytes, int maxFiles) {
    /** The least that {@code maxBytes} may be. */
    public static final long MIN_BYTES = 4096;

    /** The most that {@code maxFiles} may be. */
    public static final int MOST_FILES = 500;

    /** How large a log becomes when nobody says anything: 16 MiB. */
    public static final long DEFAULT_MAX_BYTES = 16L << 20;

    /** How many logs are kept when nobody says anything. */
    public static final int DEFAULT_MAX_FILES = 20;

    public AuditOptions {
        Objects.requireNonNull(file, "file");
        if (maxBytes < MIN_BYTES) {
            throw new IllegalArgumentException("maxBytes is " + maxBytes + ", it must be at least " + MIN_BYTES);
        }
        if (maxFiles < 2 || maxFiles > MOST_FILES) {
            throw new IllegalArgumentException("maxFiles is " + maxFiles + ", it must be 2.." + MOST_FILES);
        }
    }

    /** A log with the usual bounds. */
    public static AuditOptions at(Path file) {
        return new AuditOptions(file, DEFAULT_MAX_BYTES, DEFAULT_MAX_FILES);
    }
}
