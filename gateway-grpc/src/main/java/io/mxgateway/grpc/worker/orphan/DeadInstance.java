package io.mxgateway.grpc.worker.orphan;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A gateway that lives no longer, and what it left in the run directory. While this is open, no other gateway takes it
 * up as well. For one thread.
 */
final class DeadInstance implements AutoCloseable {
    private final Path directory;
    private final Instance instance;
    // Null where the lock file is gone and the gateway's process with it.
    private final FileChannel lock;

    private DeadInstance(Path directory, Instance instance, FileChannel lock) {
        this.directory = directory;
        this.instance = instance;
        this.lock = lock;
    }

    /**
     * Takes up a gateway, if it is dead and nobody else is at it.
     *
     * @return empty when it lives, or somebody else has taken it up
     * @throws IOException when that cannot be found out
     */
    static Optional<DeadInstance> claim(Path directory, Instance instance) throws IOException {
        if (instance.isInThisProcess()) {
            return Optional.empty();
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(instance.lockIn(directory), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return instance.mayLive() ? Optional.empty() : Optional.of(new DeadInstance(directory, instance, null));
        }
        boolean taken = false;
        try {
            FileLock held = channel.tryLock();
            taken = held != null;
            return taken ? Optional.of(new DeadInstance(directory, instance, channel)) : Optional.empty();
        } catch (OverlappingFileLockException e) {
            // Another start in this process is at it.
            return Optional.empty();
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    Path manifest() {
        return instance.manifestIn(directory);
    }

    /** What it wrote about its workers. */
    ManifestFile.Content read() throws IOException {
        return ManifestFile.read(manifest());
    }

    /** Removes what it left. */
    void forget() throws IOException {
        Path lockFile = instance.lockIn(directory);
        Files.deleteIfExists(unfinished(manifest()));
        Files.deleteIfExists(unfinished(lockFile));
        Files.deleteIfExists(manifest());
        Files.deleteIfExists(lockFile);
    }

    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.close();
        }
    }

    private static Path unfinished(Path file) {
        return file.resolveSibling(file.getFileName() + Instance.UNFINISHED);
    }
}
