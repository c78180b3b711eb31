package io.mxgateway.core.security;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The sole right to change something on the disk, among all processes of this machine and all threads of this one. Given
 * back by the system when a process dies that holds it.
 */
final class FileGuard {
    /** Holders work for milliseconds; one that keeps everybody waiting through all these pauses is stuck. */
    private static final int MOST_TRIES = 2_000;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final Set<OpenOption> OPENING = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

    private FileGuard() {}

    /** What is done with the right. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException;
    }

    /**
     * Waits for its turn, about ten seconds at most, and does something. Blocks.
     *
     * @param file the file that stands for the right; made when it is not there, and never deleted
     * @throws IOException when the right cannot be had, or the action fails
     */
    static <T> T holding(Path file, Action<T> action) throws IOException {
        try (FileChannel channel = FileChannel.open(file, OPENING, PrivateFiles.fileAttributes(file))) {
            for (int tries = 0; tries < MOST_TRIES; tries++) {
                if (isOurs(channel)) {
                    // Closing the channel gives it back.
                    return action.run();
                }
                LockSupport.parkNanos(PAUSE_NANOS);
                if (Thread.currentThread().isInterrupted()) {
                    throw new IOException("interrupted while waiting for the lock " + file);
                }
            }
            throw new IOException("somebody else has held the lock " + file + " for "
                    + TimeUnit.NANOSECONDS.toSeconds(MOST_TRIES * PAUSE_NANOS) + " s");
        }
    }

    private static boolean isOurs(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldInThisProcess) {
            return false;
        }
    }
}
