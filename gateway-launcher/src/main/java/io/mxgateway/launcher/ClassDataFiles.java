package io.mxgateway.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The archives of classes in a run directory. The name of one tells what it was made for and what is in it: a JVM that is
 * given a damaged archive may crash instead of doing without, so no file is used that is not what its name says.
 *
 * <p>Used by one thread; other gateways may use the same directory.
 */
final class ClassDataFiles {
    private static final String ARCHIVE = ".jsa";
    private static final String UNFINISHED = ".tmp";

    private final Path directory;
    private final String fingerprint;
    private final long pid;

    /**
     * An archive that was checked, and how it looked then.
     *
     * @param path absolute
     */
    record Checked(Path path, long size, FileTime modified) {
        /** Whether nobody has touched it since. */
        boolean isUnchanged() {
            try {
                BasicFileAttributes now =
                        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                return now.isRegularFile()
                        && now.size() == size
                        && now.lastModifiedTime().equals(modified);
            } catch (IOException gone) {
                return false;
            }
        }
    }

    ClassDataFiles(Path runDirectory, String fingerprint, long pid) {
        this.directory = runDirectory.toAbsolutePath().resolve("cds");
        this.fingerprint = fingerprint;
        this.pid = pid;
    }

    /**
     * Makes the directory where it is missing; what is in it decides what workers run, so nobody else may write there.
     *
     * @throws IOException when that cannot be, or it is open to others
     */
    void prepare() throws IOException {
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            if (posix) {
                Files.createDirectory(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectory(directory);
            }
        }
        if (posix) {
            Set<PosixFilePermission> open =
                    new HashSet<>(Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS));
            open.removeAll(PosixFilePermissions.fromString("rwx------"));
            if (!open.isEmpty()) {
                throw new IOException(directory + " is open to others " + open + ", which chmod 700 would change");
            }
        }
    }

    /**
     * The archive to use, if there is a sound one; all others are removed, and what gateways that no longer live were
     * making.
     *
     * @throws IOException when the directory cannot be read or a file not be removed
     */
    Optional<Checked> find() throws IOException {
        Checked found = null;
        for (Path file : files()) {
            String name = file.getFileName().toString();
            if (name.endsWith(UNFINISHED)) {
                if (!isBeingMade(name)) {
                    Files.deleteIfExists(file);
                }
            } else if (found == null && name.startsWith(fingerprint + "-")) {
                Optional<Checked> checked = check(file);
                if (checked.isEmpty()) {
                    Files.deleteIfExists(file);
                }
                found = checked.orElse(null);
            } else {
                Files.deleteIfExists(file);
            }
        }
        return Optional.ofNullable(found);
    }

    /** Where an archive is to be written; nothing is there. */
    Path unfinished() throws IOException {
        Path file = directory.resolve(fingerprint + "-" + pid + UNFINISHED);
        Files.deleteIfExists(file);
        return file;
    }

    /** Gives a finished archive its name, unless another gateway was faster: then that one's is used. */
    Checked keep(Path unfinished) throws IOException {
        Optional<Checked> others = find();
        if (others.isPresent()) {
            Files.deleteIfExists(unfinished);
            return others.get();
        }
        Path file = directory.resolve(fingerprint + "-" + contentOf(unfinished) + ARCHIVE);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        return look(file);
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, "*{" + ARCHIVE + "," + UNFINISHED + "}")) {
            all.forEach(files::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        files.sort(null);
        return files;
    }

    private boolean isBeingMade(String name) {
        String maker = name.substring(name.lastIndexOf('-') + 1, name.length() - UNFINISHED.length());
        return maker.matches("\\d{1,10}")
                && ProcessHandle.of(Long.parseLong(maker)).isPresent();
    }

    private static Optional<Checked> check(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        Checked checked = look(file);
        return file.getFileName().toString().endsWith("-" + contentOf(file) + ARCHIVE)
                ? Optional.of(checked)
                : Optional.empty();
    }

    private static Checked look(Path file) throws IOException {
        return new Checked(file, Files.size(file), Files.getLastModifiedTime(file));
    }

    private static String contentOf(Path file) throws IOException {
        MessageDigest digest = ClassDataFingerprint.sha256();
        byte[] some = new byte[64 << 10];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(some); n >= 0; n = in.read(some)) {
                digest.update(some, 0, n);
            }
        }
        return ClassDataFingerprint.letters(digest);
    }
}
