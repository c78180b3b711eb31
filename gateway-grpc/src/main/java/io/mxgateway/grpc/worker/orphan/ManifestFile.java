package io.mxgateway.grpc.worker.orphan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a manifest: a line with its version, then a line for each worker. What is behind the last line end was cut
 * off and is not read: half a process id is the id of somebody else.
 */
final class ManifestFile {
    static final int VERSION = 1;

    private static final Pattern HEADER = Pattern.compile("mxgateway-workers ([1-9][0-9]{0,8})");
    private static final int LONGEST = 64 << 20;

    /** How much of a manifest can be used. */
    enum State {
        /** There is none: its gateway never had a worker. */
        ABSENT,
        /** All of it, or all whole lines of it. */
        READ,
        /** Nothing: a later version of the gateway wrote it. */
        NEWER,
        /** Nothing: it is no manifest. */
        GARBAGE
    }

    /**
     * A manifest that was read.
     *
     * @param records its workers
     * @param unreadable how many lines, whole or not, could not be used
     */
    record Content(State state, List<WorkerRecord> records, int unreadable) {
        Content {
            records = List.copyOf(records);
        }
    }

    private ManifestFile() {}

    static byte[] write(Collection<WorkerRecord> records) {
        StringBuilder text =
                new StringBuilder("mxgateway-workers ").append(VERSION).append('\n');
        records.forEach(record -> text.append(record.toLine()).append('\n'));
        return text.toString().getBytes(UTF_8);
    }

    static Content read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return parse(in.readNBytes(LONGEST));
        } catch (NoSuchFileException e) {
            return new Content(State.ABSENT, List.of(), 0);
        }
    }

    static Content parse(byte[] bytes) {
        String[] lines = new String(bytes, UTF_8).split("\n", -1);
        Matcher header = HEADER.matcher(lines[0]);
        if (lines.length == 1 || !header.matches()) {
            return new Content(State.GARBAGE, List.of(), lines.length);
        }
        if (Integer.parseInt(header.group(1)) > VERSION) {
            return new Content(State.NEWER, List.of(), 0);
        }
        List<WorkerRecord> records = new ArrayList<>();
        int unreadable = lines[lines.length - 1].isEmpty() ? 0 : 1;
        for (String line : List.of(lines).subList(1, lines.length - 1)) {
            Optional<WorkerRecord> record = WorkerRecord.ofLine(line);
            record.ifPresent(records::add);
            unreadable += record.isPresent() ? 0 : 1;
        }
        return new Content(State.READ, records, unreadable);
    }
}
