package io.mxgateway.core.security;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out whether an audit log is as it was written: with every record, in order, unchanged. Cannot tell that the oldest
 * files are missing, as those go by themselves in time. Not thread-safe; one object verifies once.
 */
public final class AuditVerifier {
    private static final int MOST_PROBLEMS = 100;
    private static final int LONGEST_LINE = 1 << 22;
    private static final int BUFFER = 1 << 16;
    private static final String NO_RECORD = "this is no record";

    private final Path file;
    private final List<Problem> problems = new ArrayList<>();
    private String hash; // of the last record; null before the first
    private long id; // of the last record
    private long records;
    private int torn;
    private long pendingTorn; // the line of what may be half a record, as the next one would tell; 0 for none

    /**
     * Whether the log holds, and where not.
     *
     * @param files how many files were looked at
     * @param records how many records there are
     * @param torn how many halves of records there are that a later record tells of: the gateway or its machine died
     * @param problems what does not hold, at most {@value AuditVerifier#MOST_PROBLEMS}; empty when all does
     */
    public record Result(int files, long records, int torn, List<Problem> problems) {
        /** Whether the log holds. */
        public boolean good() {
            return problems.isEmpty();
        }
    }

    /**
     * Something does not hold.
     *
     * @param file where
     * @param line in which line, from 1; 0 when it is about the file as a whole
     * @param text what
     */
    public record Problem(Path file, long line, String text) {}

    private AuditVerifier(Path file) {
        this.file = file.toAbsolutePath().normalize();
    }

    /**
     * Verifies a log with all that was put aside of it. Blocks. May run while the log is written.
     *
     * @throws IOException when a file cannot be read, or there is none
     */
    public static Result verify(Path file) throws IOException {
        return new AuditVerifier(file).run();
    }

    /** The files of a log that are there, the oldest first. */
    public static List<Path> files(Path file) throws IOException {
        Path current = file.toAbsolutePath().normalize();
        List<Path> files = new ArrayList<>(AuditFiles.asideOf(current));
        if (Files.exists(current)) {
            files.add(current);
        }
        return files;
    }

    /** One file of the log as it was at one moment; what comes later, or another name of it, changes nothing. */
    private record Part(Path path, long size, InputStream content) {}

    /** All files at one moment, so that what is written meanwhile does not look like damage. */
    private String open(List<Part> parts) throws IOException {
        for (Path each : files(file)) {
            parts.add(new Part(each, Files.size(each), new BufferedInputStream(Files.newInputStream(each), BUFFER)));
        }
        Path head = AuditFiles.headOf(file);
        return Files.exists(head) ? Files.readString(head, StandardCharsets.US_ASCII) : "";
    }

    private Result run() throws IOException {
        List<Part> parts = new ArrayList<>();
        try {
            HeadCheck head = new HeadCheck(AuditFiles.whileStill(file, () -> open(parts)));
            if (parts.isEmpty()) {
                throw new IOException("there is no audit log " + file);
            }
            for (Part part : parts) {
                verifyFile(part, head);
            }
            finish(head);
            return new Result(parts.size(), records, torn, List.copyOf(problems));
        } finally {
            for (Part part : parts) {
                part.content().close();
            }
        }
    }

    private void finish(HeadCheck head) {
        if (pendingTorn != 0) {
            add(file, pendingTorn, NO_RECORD);
        }
        if (!head.seen && head.id > id) {
            add(
                    file,
                    0,
                    "the log ends with the record " + id + ", but "
                            + AuditFiles.headOf(file).getFileName() + " says that it went on to " + head.id
                            + ": its end was taken away");
        }
    }

    /** What the log is said to end with, and whether it was met. */
    private static final class HeadCheck {
        private long id;
        private String hash = "";
        private boolean seen;

        private HeadCheck(String text) {
            String[] parts = text.strip().split(" ");
            if (parts.length == 2 && parts[0].matches("\\d{18}")) {
                id = Long.parseLong(parts[0]);
                hash = parts[1];
            }
        }
    }

    private void verifyFile(Part part, HeadCheck head) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long number = 1;
        for (long at = 0; at < part.size(); at++) {
            int c = part.content().read();
            if (c < 0) {
                break;
            }
            if (c == '\n') {
                verifyLine(part.path(), number++, line.toByteArray(), head);
                line.reset();
            } else if (line.size() < LONGEST_LINE) {
                line.write(c);
            }
        }
        if (line.size() > 0) {
            add(part.path(), number, "the last record is cut off");
        }
    }

    private void verifyLine(Path each, long number, byte[] bytes, HeadCheck head) {
        Optional<AuditLine> parsed = AuditLine.parse(new String(bytes, StandardCharsets.UTF_8));
        if (parsed.isEmpty()) {
            if (pendingTorn != 0) {
                add(each, pendingTorn, NO_RECORD);
            }
            pendingTorn = number;
            return;
        }
        AuditLine line = parsed.get();
        if (pendingTorn != 0 && line.repairs()) {
            torn++;
        } else if (pendingTorn != 0) {
            add(each, pendingTorn, NO_RECORD);
        }
        pendingTorn = 0;
        verifyLink(each, number, line);
        id = line.id();
        hash = AuditLine.hash(bytes);
        records++;
        if (id == head.id) {
            head.seen = true;
            if (!hash.equals(head.hash)) {
                add(
                        each,
                        number,
                        "this record was changed: its hash is not the one in "
                                + AuditFiles.headOf(file).getFileName());
            }
        }
    }

    private void verifyLink(Path each, long number, AuditLine line) {
        boolean first = hash == null;
        String expected = first && line.id() == 1 ? AuditLine.ORIGIN : hash;
        if (!first && line.id() != id + 1) {
            add(
                    each,
                    number,
                    "this is the record " + line.id() + ", but after " + id + " comes " + (id + 1)
                            + (line.id() > id ? ": records are missing" : ": records are out of order"));
        } else if (expected != null && !line.previous().equals(expected)) {
            add(each, number, "the record before this one was changed: its hash is not the one that this one carries");
        }
    }

    private void add(Path where, long line, String text) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new Problem(where, line, text));
        }
    }
}
