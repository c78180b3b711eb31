package io.mxgateway.launcher;

import io.mxgateway.launcher.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A file that is there, and complete, exactly while the gateway listens: for scripts that wait for it. */
final class ReadyFile {
    private final Path file;

    private ReadyFile(Path file) {
        this.file = file;
    }

    /** Takes away what an earlier gateway has left, so that nobody mistakes it for this one's. */
    static void clear(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED, "the ready file " + file + " of an earlier run cannot be removed: " + e, e);
        }
    }

    /** Writes it, in one step as others see it. */
    static ReadyFile write(Path file, String grpc, Optional<String> admin) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("pid", ProcessHandle.current().pid());
        content.put("grpc", grpc);
        content.put("admin", admin.orElse(null));
        Path whole = file.toAbsolutePath();
        Path part = whole.resolveSibling(
                whole.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            Files.writeString(part, Json.of(content) + "\n");
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "the ready file " + file + " cannot be written: " + e, e);
        }
        return new ReadyFile(whole);
    }

    /** Takes it away. */
    void close() {
        clear(file);
    }
}
