package io.mxgateway.core.security;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Files that are nobody's but their owner's, where the file system knows such a thing. Everything here blocks. */
final class PrivateFiles {
    private static final Set<PosixFilePermission> OWNER_ONLY = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private PrivateFiles() {}

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] attributes(Path path, String permissions) {
        return isPosix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** What makes a new file its owner's alone. */
    static FileAttribute<?>[] fileAttributes(Path path) {
        return attributes(path, "rw-------");
    }

    /** The directory that a file is in. */
    static Path parent(Path file) {
        return file.toAbsolutePath().getParent();
    }

    /** The file beside this one whose name has something more at its end. */
    static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    /** Makes a directory with all above it, private, unless it is there. */
    static void makeDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, attributes(directory, "rwx------"));
        }
    }

    /**
     * Refuses what others than its owner have any right to.
     *
     * @param what what it is, for the message
     * @param remedy the command that repairs it
     */
    static void requirePrivate(Path path, String what, String remedy) throws IOException {
        if (!isPosix(path)) {
            return;
        }
        Set<PosixFilePermission> open = EnumSet.noneOf(PosixFilePermission.class);
        open.addAll(Files.getPosixFilePermissions(path));
        open.removeAll(OWNER_ONLY);
        if (!open.isEmpty()) {
            throw new SecurityFileException(path, what + " is open to others " + open + "; '" + remedy + "' it", null);
        }
    }

    /**
     * Gives a file new content, whole or not at all, and on the disk when this returns. For one writer at a time.
     *
     * @throws IOException when that is impossible; the file is then as it was
     */
    static void replace(Path file, byte[] content) throws IOException {
        Path unfinished = beside(file, ".tmp");
        try {
            Files.deleteIfExists(unfinished);
            Files.createFile(unfinished, fileAttributes(unfinished));
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceDirectory(parent(file));
        } catch (IOException e) {
            try {
                Files.deleteIfExists(unfinished);
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    /** Has the names in a directory on the disk; other systems than POSIX ones neither can nor need to. */
    static void forceDirectory(Path directory) throws IOException {
        if (isPosix(directory)) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** An I/O failure in a few words: messages of the file system are often only a path. */
    static String reason(Throwable e) {
        return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
    }
}
