package io.mxgateway.core.security;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@link FileApiKeyStore} finds in its directory, and remembers so as to read only what has changed. Not thread-safe.
 * Everything blocks.
 */
final class KeyDirectory {
    static final String KEY = ".key";

    /** A file system's clock may be coarse: what was written a moment after we read it can bear the same time. */
    private static final int LOOKS_UNTIL_SETTLED = 5;

    private final Path directory;
    private Map<String, Entry> entries = Map.of();

    KeyDirectory(Path directory) {
        this.directory = directory;
    }

    /** What tells a file from the one that replaced it. */
    private record Stamp(Object fileKey, FileTime modified, long size) {
        static Stamp of(BasicFileAttributes attributes) {
            return new Stamp(attributes.fileKey(), attributes.lastModifiedTime(), attributes.size());
        }
    }

    /**
     * One file.
     *
     * @param key null when the file cannot be read as a key
     * @param problem why; empty when it can
     * @param looks how often it was read with this stamp
     */
    record Entry(StoredKey key, String problem, Stamp stamp, int looks) {}

    Path fileOf(String keyId) {
        return directory.resolve(keyId + KEY);
    }

    /** All files of keys, by the ids that they are named for. */
    Map<String, Entry> look() throws IOException {
        Map<String, Entry> found = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + KEY)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                String id = name.substring(0, name.length() - KEY.length());
                Entry entry = entry(id, file, entries.get(id));
                if (entry != null) {
                    found.put(id, entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries = found;
        return found;
    }

    /** The file as it is, or as it was when it cannot have changed; null when it is not there any more. */
    private static Entry entry(String id, Path file, Entry before) {
        Stamp stamp = null;
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            stamp = Stamp.of(attributes);
            boolean same = before != null && stamp.equals(before.stamp());
            if (same && before.looks() >= LOOKS_UNTIL_SETTLED) {
                return before;
            }
            int looks = same ? before.looks() + 1 : 1;
            try {
                return new Entry(read(id, file, attributes), "", stamp, looks);
            } catch (IllegalArgumentException e) {
                return new Entry(null, e.getMessage(), stamp, looks);
            }
        } catch (NoSuchFileException deletedMeanwhile) {
            return null;
        } catch (IOException e) {
            return new Entry(null, "it cannot be read (" + PrivateFiles.reason(e) + ")", stamp, 0);
        }
    }

    private static StoredKey read(String id, Path file, BasicFileAttributes attributes) throws IOException {
        if (!attributes.isRegularFile()) {
            throw new IllegalArgumentException("it is not a regular file");
        }
        if (attributes.size() > KeyFile.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "it has " + attributes.size() + " bytes, the most is " + KeyFile.MAX_BYTES);
        }
        ApiKey.requireId(id);
        return KeyFile.parse(id, Files.readAllBytes(file));
    }

    /** The key in a file as it is now, remembered or not. */
    StoredKey read(String id) throws IOException {
        Path file = fileOf(id);
        return read(id, file, Files.readAttributes(file, BasicFileAttributes.class));
    }
}
