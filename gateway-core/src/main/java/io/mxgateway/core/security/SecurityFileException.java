package io.mxgateway.core.security;

import java.nio.file.Path;

/** A file or directory that security rests on cannot be used; the message names it, what is wrong, and what to do. */
public final class SecurityFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Path path;

    SecurityFileException(Path path, String problem, Throwable cause) {
        super(path + ": " + problem + (cause == null ? "" : " (" + PrivateFiles.reason(cause) + ")"), cause);
        this.path = path;
    }

    /** What cannot be used; null in a copy that was serialized. */
    public Path path() {
        return path;
    }
}
