package io.mxgateway.grpc.worker.orphan;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** What makes new files and directories their user's alone, where the file system knows such a thing. */
final class Privacy {
    private Privacy() {}

    static FileAttribute<?>[] file(Path path) {
        return attributes(path, "rw-------");
    }

    static FileAttribute<?>[] directory(Path path) {
        return attributes(path, "rwx------");
    }

    static boolean isKnownTo(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] attributes(Path path, String permissions) {
        return isKnownTo(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
