package io.mxgateway.core.security;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * The end of an audit log, and what comes after it, also while the log is put aside and begun anew. Not thread-safe; holds
 * no file open. Everything blocks.
 */
public final class AuditTail {
    private final Path file;
    // The number of the last record that was handed out; 0 before the first.
    private long last;
    // What the newest file was like then: while that is the same there is nothing new. Null at first.
    private Object stamp;

    /** The end of a log that need not exist yet. */
    public AuditTail(Path file) {
        this.file = Objects.requireNonNull(file, "file").toAbsolutePath().normalize();
    }

    /**
     * The last records, the oldest first, as lines.
     *
     * @param count at most how many
     */
    public List<String> last(int count) throws IOException {
        ArrayDeque<String> lines = new ArrayDeque<>();
        List<Path> newestFirst = new ArrayList<>(AuditVerifier.files(file));
        Collections.reverse(newestFirst);
        stamp = stamp();
        for (Path each : newestFirst) {
            List<String> more = linesAfter(each, 0);
            for (int i = more.size() - 1; i >= 0 && lines.size() < count; i--) {
                lines.addFirst(more.get(i));
            }
            last = Math.max(last, lastId(more));
            if (lines.size() >= count) {
                break;
            }
        }
        return List.copyOf(lines);
    }

    /** The records that have come since, the oldest first, as lines. */
    public List<String> poll() throws IOException {
        Object now = stamp();
        if (now.equals(stamp)) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        List<Path> newestFirst = new ArrayList<>(AuditVerifier.files(file));
        Collections.reverse(newestFirst);
        long seen = last;
        for (Path each : newestFirst) {
            List<String> more = linesAfter(each, seen);
            lines.addAll(0, more);
            last = Math.max(last, lastId(more));
            if (!more.isEmpty() && idOf(more.get(0)) == seen + 1) {
                break;
            }
            if (more.isEmpty() && each != newestFirst.get(0)) {
                break;
            }
        }
        stamp = now;
        return lines;
    }

    private Object stamp() throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return List.of(attributes.size(), attributes.lastModifiedTime(), String.valueOf(attributes.fileKey()));
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    /** Whole records only: the last line may be half written. */
    private static List<String> linesAfter(Path log, long id) throws IOException {
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(log, StandardCharsets.ISO_8859_1)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (idOf(line) > id) {
                    lines.add(line);
                }
            }
        } catch (NoSuchFileException putAsideMeanwhile) {
            return lines;
        }
        return lines;
    }

    private static long idOf(String line) {
        return AuditLine.parse(line).map(AuditLine::id).orElse(0L);
    }

    private static long lastId(List<String> lines) {
        return lines.isEmpty() ? 0 : idOf(lines.get(lines.size() - 1));
    }
}
