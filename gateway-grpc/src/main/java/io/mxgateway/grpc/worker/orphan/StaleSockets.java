package io.mxgateway.grpc.worker.orphan;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;

/** Removes the directories that dead gateways made for the sockets of their workers. Thread-safe; blocks. */
final class StaleSockets {
    // As the directories of sockets are named: the gateway's process id, and something to tell several gateways apart.
    private static final Pattern NAME = Pattern.compile("mxgateway-([1-9][0-9]{0,9})-[0-9a-f]{8}");

    private final Logger log;

    StaleSockets(Logger log) {
        this.log = log;
    }

    /** Removes those whose process is not alive; returns how many. What cannot be removed is logged. */
    int removeFrom(Path parent) {
        if (!Files.isDirectory(parent)) {
            return 0;
        }
        int removed = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, "mxgateway-*")) {
            for (Path directory : all) {
                removed += isStale(directory) && remove(directory) ? 1 : 0;
            }
        } catch (IOException | DirectoryIteratorException e) {
            log.warn("directories of dead gateways cannot be looked for in {}", parent, e);
        }
        return removed;
    }

    private static boolean isStale(Path directory) {
        Matcher name = NAME.matcher(directory.getFileName().toString());
        if (!name.matches()
                || !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                || !Files.isWritable(directory)) {
            return false;
        }
        Optional<ProcessHandle> gateway = ProcessHandle.of(Long.parseLong(name.group(1)));
        return gateway.filter(ProcessHandle::isAlive).isEmpty();
    }

    private boolean remove(Path directory) {
        try {
            try (DirectoryStream<Path> sockets = Files.newDirectoryStream(directory, "*.sock")) {
                for (Path socket : sockets) {
                    Files.deleteIfExists(socket);
                }
            }
            return Files.deleteIfExists(directory);
        } catch (IOException | DirectoryIteratorException e) {
            log.warn("a directory of a dead gateway cannot be removed: {}", directory, e);
            return false;
        }
    }
}
