package io.mxgateway.grpc.worker.orphan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Puts a file in the place of another, whole or not at all. Blocks. */
@FunctionalInterface
interface FileReplacer {
    /** The file system's own: writes beside the file and renames. Not forced to disk, as no worker outlives a machine. */
    FileReplacer RENAMING = FileReplacer::writeAndRename;

    /**
     * Gives a file new content.
     *
     * @throws IOException when that is impossible; the file then has its old content
     */
    void replace(Path file, byte[] content) throws IOException;

    private static void writeAndRename(Path file, byte[] content) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + Instance.UNFINISHED);
        try {
            Files.deleteIfExists(beside);
            Files.createFile(beside, Privacy.file(file));
            Files.write(beside, content, StandardOpenOption.WRITE);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            try {
                Files.deleteIfExists(beside);
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }
}
