package io.mxgateway.grpc.worker.orphan;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.Set;

/** The directory of the manifests, a private one inside the run directory: who writes there says what is killed. */
final class RunDirectory {
    /** The name of the private directory. */
    static final String INSTANCES = "instances";

    private RunDirectory() {}

    /**
     * The directory of the manifests, made if it is not there.
     *
     * @throws RunDirectoryException when it cannot be, or is not private
     */
    static Path prepare(Path runDirectory) {
        Path run = runDirectory.toAbsolutePath().normalize();
        Path directory = run.resolve(INSTANCES);
        try {
            if (!Files.isDirectory(run)) {
                Files.createDirectories(run, Privacy.directory(run));
            }
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                makeOrFind(directory);
            }
            if (Privacy.isKnownTo(directory)) {
                requirePrivate(directory);
            }
            return directory;
        } catch (FileAlreadyExistsException e) {
            throw new RunDirectoryException(run, "is taken: " + e.getMessage() + " is not a directory", e);
        } catch (IOException e) {
            throw new RunDirectoryException(run, "cannot be made or entered (" + reason(e) + ")", e);
        }
    }

    /**
     * Makes the lock file of a gateway and locks it, for as long as the channel is open.
     *
     * @throws RunDirectoryException when that is impossible
     */
    static FileChannel lock(Path directory, Instance instance) {
        Path file = instance.lockIn(directory);
        // Locked before it has its name: nobody is to find it without a lock and take its gateway for a dead one.
        Path unfinished = file.resolveSibling(file.getFileName() + Instance.UNFINISHED);
        FileChannel channel = null;
        try {
            Files.createFile(unfinished, Privacy.file(unfinished));
            requireSameOwner(directory, unfinished);
            channel = FileChannel.open(unfinished, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw new IOException("somebody else has locked " + unfinished);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            return channel;
        } catch (IOException e) {
            RunDirectoryException failure =
                    new RunDirectoryException(directory, "takes no lock file (" + reason(e) + ")", e);
            giveUp(channel, unfinished, failure);
            throw failure;
        } catch (RunDirectoryException e) {
            giveUp(channel, unfinished, e);
            throw e;
        }
    }

    private static void makeOrFind(Path directory) throws IOException {
        try {
            Files.createDirectory(directory, Privacy.directory(directory));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
        }
    }

    private static void requirePrivate(Path directory) throws IOException {
        Set<PosixFilePermission> open =
                new HashSet<>(Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS));
        open.removeAll(Set.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));
        if (!open.isEmpty()) {
            throw new RunDirectoryException(
                    directory, "is open to others " + open + ", which chmod 700 would change", null);
        }
    }

    private static void requireSameOwner(Path directory, Path ours) throws IOException {
        if (!Files.getOwner(directory).equals(Files.getOwner(ours))) {
            throw new RunDirectoryException(
                    directory,
                    "belongs to " + Files.getOwner(directory) + ", but this gateway runs as " + Files.getOwner(ours),
                    null);
        }
    }

    private static void giveUp(FileChannel channel, Path unfinished, RunDirectoryException failure) {
        try {
            if (channel != null) {
                channel.close();
            }
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
