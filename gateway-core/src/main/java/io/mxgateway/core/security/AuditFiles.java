package io.mxgateway.core.security;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of an audit log: the one that is written, those put aside, and a small one that says where the log ends, so
 * that a log that lacks its last lines is known to lack them. Not thread-safe, but several processes may write. Everything
 * blocks.
 *
 * <p>Nothing about the log is remembered from one writing to the next: another process may have written in between. Its
 * last line is read again each time, which is one small read.
 */
final class AuditFiles {
    private static final String HEAD = ".head";
    private static final String LOCK = ".lock";
    // No record is longer: texts of clients are cut before they are recorded.
    private static final int TAIL_BYTES = 1 << 20;

    private final AuditOptions options;
    private final Path file;

    AuditFiles(AuditOptions options) {
        this.options = Objects.requireNonNull(options, "options");
        this.file = options.file().toAbsolutePath().normalize();
    }

    /**
     * Where a log ends.
     *
     * @param id the number of its last record, 0 when it has none
     * @param hash the hash of its last line
     * @param torn how many bytes of half a record come after that; they have no end of line
     */
    private record End(long id, String hash, int torn) {}

    Path current() {
        return file;
    }

    static Path headOf(Path file) {
        return PrivateFiles.beside(file, HEAD);
    }

    /** Makes what is not there, and tries whether it can be written. */
    void prepare() {
        try {
            PrivateFiles.makeDirectory(PrivateFiles.parent(file));
            if (Files.exists(file)) {
                PrivateFiles.requirePrivate(file, "the audit log", "chmod 600");
            }
            append(List.of());
        } catch (IOException e) {
            throw new SecurityFileException(file, "the audit log cannot be made, read or written", e);
        }
    }

    /** Appends records, and rotates the log when that makes it too large. */
    void append(List<FileAudit.Entry> entries) throws IOException {
        FileGuard.holding(PrivateFiles.beside(file, LOCK), () -> {
            if (!Files.exists(file)) {
                Files.createFile(file, PrivateFiles.fileAttributes(file));
            }
            endLine();
            End end = findEnd();
            for (int from = 0; from < entries.size() || end.torn() > 0; ) {
                from = appendSome(entries, from, end);
                if (Files.size(file) >= options.maxBytes()) {
                    rotate();
                }
                end = findEnd();
            }
            return file;
        });
    }

    /** A record that lacks nothing but the end of its line gets that: it is whole. */
    private void endLine() throws IOException {
        byte[] tail = tail(file);
        int begin = lastIndexOf(tail, tail.length) + 1;
        String last = new String(tail, begin, tail.length - begin, StandardCharsets.UTF_8);
        if (AuditLine.parse(last).isPresent()) {
            Files.write(file, new byte[] {'\n'}, StandardOpenOption.APPEND);
        }
    }

    /** Writes until the file is full; returns the place of the first record that was not written. */
    private int appendSome(List<FileAudit.Entry> entries, int from, End end) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long size = Files.size(file);
        long id = end.id();
        String hash = end.hash();
        int next = from;
        if (end.torn() > 0) {
            // What was torn stays as it is: it is no record, but nobody shall say that something was taken away.
            bytes.write('\n');
            Instant time = entries.isEmpty()
                    ? Files.getLastModifiedTime(file).toInstant()
                    : entries.get(from).time();
            AuditRecord repaired = AuditRecord.of("gateway", AuditAction.AUDIT_REPAIRED, AuditOutcome.SUCCESS, "")
                    .with("torn_bytes", Integer.toString(end.torn()));
            hash = add(bytes, AuditLine.print(++id, time, repaired, hash));
        }
        while (next < entries.size() && size + bytes.size() < options.maxBytes()) {
            FileAudit.Entry entry = entries.get(next++);
            hash = add(bytes, AuditLine.print(++id, entry.time(), entry.record(), hash));
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            writeFully(channel, bytes.toByteArray());
            channel.force(false);
        }
        writeHead(id, hash);
        return next;
    }

    private static String add(ByteArrayOutputStream bytes, String line) {
        byte[] text = line.getBytes(StandardCharsets.US_ASCII);
        bytes.writeBytes(text);
        bytes.write('\n');
        return AuditLine.hash(text);
    }

    private static void writeFully(FileChannel channel, byte[] content) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Not forced and not renamed: when it is older than the log, it only proves less. */
    private void writeHead(long id, String hash) throws IOException {
        Path head = headOf(file);
        if (!Files.exists(head)) {
            Files.createFile(head, PrivateFiles.fileAttributes(head));
        }
        try (FileChannel channel = FileChannel.open(head, StandardOpenOption.WRITE)) {
            writeFully(
                    channel, String.format(Locale.ROOT, "%018d %s\n", id, hash).getBytes(StandardCharsets.US_ASCII));
        }
    }

    private End findEnd() throws IOException {
        if (Files.size(file) > 0) {
            return endOf(file);
        }
        List<Path> aside = asideOf(file);
        return aside.isEmpty() ? new End(0, AuditLine.ORIGIN, 0) : endOf(aside.get(aside.size() - 1));
    }

    private End endOf(Path log) throws IOException {
        byte[] tail = tail(log);
        int end = lastIndexOf(tail, tail.length);
        int torn = tail.length - end - 1;
        // Backwards over what is no record, so that half a record of long ago does not count.
        while (end >= 0) {
            int begin = lastIndexOf(tail, end) + 1;
            String line = new String(tail, begin, end - begin, StandardCharsets.UTF_8);
            Optional<AuditLine> parsed = AuditLine.parse(line);
            if (parsed.isPresent()) {
                return new End(parsed.get().id(), AuditLine.hash(line), torn);
            }
            end = begin - 1;
        }
        if (log.equals(file)) {
            List<Path> aside = asideOf(file);
            End before = aside.isEmpty() ? new End(0, AuditLine.ORIGIN, 0) : endOf(aside.get(aside.size() - 1));
            return new End(before.id(), before.hash(), torn);
        }
        throw new IOException("no record can be found in " + log);
    }

    private static int lastIndexOf(byte[] bytes, int before) {
        int at = before - 1;
        while (at >= 0 && bytes[at] != '\n') {
            at--;
        }
        return at;
    }

    private static byte[] tail(Path log) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(log.toFile(), "r")) {
            long size = access.length();
            byte[] tail = new byte[(int) Math.min(size, TAIL_BYTES)];
            access.seek(size - tail.length);
            access.readFully(tail);
            return tail;
        }
    }

    private void rotate() throws IOException {
        long first = firstId(file);
        Path target = file.resolveSibling(asideName(file, first));
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        Files.createFile(file, PrivateFiles.fileAttributes(file));
        List<Path> aside = asideOf(file);
        for (Path old : aside.subList(0, Math.max(0, aside.size() - (options.maxFiles() - 1)))) {
            Files.delete(old);
        }
        PrivateFiles.forceDirectory(PrivateFiles.parent(file));
    }

    private static long firstId(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.flatMap(line -> AuditLine.parse(line).stream())
                    .findFirst()
                    .map(AuditLine::id)
                    .orElseThrow(() -> new IOException("no record can be found in " + log));
        }
    }

    private static String asideName(Path file, long firstId) {
        String[] name = nameOf(file);
        return String.format(Locale.ROOT, "%s-%018d%s", name[0], firstId, name[1]);
    }

    private static String[] nameOf(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? new String[] {name, ""} : new String[] {name.substring(0, dot), name.substring(dot)};
    }

    /** Does something while nobody writes to a log; where the log is only a copy that cannot be locked, does it anyway. */
    static <T> T whileStill(Path file, FileGuard.Action<T> action) throws IOException {
        Path lock = PrivateFiles.beside(file, LOCK);
        return Files.isWritable(lock) ? FileGuard.holding(lock, action) : action.run();
    }

    /** The logs that were put aside, the oldest first. */
    static List<Path> asideOf(Path file) throws IOException {
        if (Files.notExists(PrivateFiles.parent(file))) {
            return List.of();
        }
        String[] name = nameOf(file);
        Pattern pattern = Pattern.compile(Pattern.quote(name[0]) + "-\\d{18}" + Pattern.quote(name[1]));
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(
                PrivateFiles.parent(file),
                path -> pattern.matcher(path.getFileName().toString()).matches())) {
            all.forEach(found::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        found.sort(null);
        return found;
    }
}
