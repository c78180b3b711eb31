package io.mxgateway.grpc.worker.orphan;

import java.nio.file.Path;
import java.util.Objects;

/** The run directory cannot be used. The message names it, what is wrong, and what to do. */
public final class RunDirectoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Path path;

    RunDirectoryException(Path path, String problem, Throwable cause) {
        super(
                "run.directory cannot be used: " + path + " " + problem
                        + "; repair that, or set run.directory to one that the gateway's user may write to",
                cause);
        this.path = Objects.requireNonNull(path, "path");
    }

    /** What cannot be used; null in a copy that was serialized. */
    public Path path() {
        return path;
    }
}
