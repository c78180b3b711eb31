package io.mxgateway.grpc.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.HexFormat;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one factory's sockets lie: a directory that only its user can enter, named after the gateway's process, made
 * when it is first needed. Where its paths would be longer than a socket's path may be, it is made under the system's
 * temporary directory instead.
 *
 * <p>Thread-safe. Blocks on the file system.
 */
final class SocketDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(SocketDirectory.class);
    /** The longest path of a socket that the JDK takes, in bytes: one less than the platform's. */
    static final int LONGEST_PATH = 106;

    private static final String SUFFIX = ".sock";

    private final Path runDirectory;
    private final Path temporary;
    private final String name;
    private final Object lock = new Object();
    // Guarded by lock: null until made, and after removal.
    private Path made;

    SocketDirectory(Path runDirectory, Path temporary, Random random) {
        this.runDirectory = runDirectory.toAbsolutePath();
        this.temporary = temporary.toAbsolutePath();
        byte[] tail = new byte[4];
        random.nextBytes(tail);
        this.name = "mxgateway-" + ProcessHandle.current().pid() + "-"
                + HexFormat.of().formatHex(tail);
    }

    /**
     * The path of a session's socket, in a directory that exists.
     *
     * @throws WorkerException when there can be no such directory
     */
    Path socketOf(String sessionId) {
        Path parent = runDirectory;
        if (tooLong(socketIn(parent, sessionId))) {
            parent = temporary;
        }
        if (tooLong(socketIn(parent, sessionId))) {
            throw new WorkerException(
                    WorkerErrorCode.START_FAILED,
                    "the socket path " + socketIn(parent, sessionId) + " is longer than " + LONGEST_PATH
                            + " bytes; choose a shorter run directory or temporary directory");
        }
        synchronized (lock) {
            if (made == null || !Files.isDirectory(made)) {
                made = make(parent);
            }
            return made.resolve(sessionId + SUFFIX);
        }
    }

    /** The user that the directory, and so the gateway, belongs to. */
    UserPrincipal owner(Path socket) throws IOException {
        return Files.getOwner(socket.getParent());
    }

    /** Removes the directory with what sockets are left in it; what cannot be removed is logged. */
    void remove() {
        Path directory;
        synchronized (lock) {
            directory = made;
            made = null;
        }
        if (directory == null) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            left.forEach(SocketDirectory::delete);
        } catch (IOException e) {
            LOG.warn("cannot look for sockets in {}", directory, e);
        }
        delete(directory);
    }

    /** Removes a socket; what cannot be removed is logged. */
    static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("cannot remove {}", path, e);
        }
    }

    private Path socketIn(Path parent, String sessionId) {
        return parent.resolve(name).resolve(sessionId + SUFFIX);
    }

    private static boolean tooLong(Path path) {
        return path.toString().getBytes(UTF_8).length > LONGEST_PATH;
    }

    private Path make(Path parent) {
        Path directory = parent.resolve(name);
        try {
            Files.createDirectories(parent);
            return Files.createDirectory(directory, onlyOurs());
        } catch (IOException e) {
            throw new WorkerException(
                    WorkerErrorCode.START_FAILED,
                    "the directory " + directory + " for worker sockets cannot be made (" + reason(e)
                            + "); it must be writable for the gateway's user, with room on its disk",
                    e);
        }
    }

    private static String reason(IOException e) {
        String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return e.getClass().getSimpleName() + (reason == null ? "" : ": " + reason);
    }

    private static FileAttribute<?>[] onlyOurs() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }
}
