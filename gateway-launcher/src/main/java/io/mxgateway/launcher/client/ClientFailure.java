package io.mxgateway.launcher.client;

import java.util.Objects;

/** A command that speaks to a gateway cannot do what it should; the message is all that the user sees. */
public final class ClientFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of failure it is; each has an exit code of its own. */
    enum Kind {
        /** It was tried and failed. */
        FAILED(1),
        /** It was asked for wrongly, and not tried. */
        USAGE(2),
        /** Nobody answers there, or not in a way that can be trusted or understood. */
        UNREACHABLE(3),
        /** The gateway does not know the key, or the key may not do that. */
        UNAUTHORIZED(4);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }
    }

    private final Kind kind;

    ClientFailure(Kind kind, String message) {
        this(kind, message, null);
    }

    ClientFailure(Kind kind, String message, Throwable cause) {
        super(Objects.requireNonNull(message, "message"), cause);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    Kind kind() {
        return kind;
    }

    /** The exit code of the process. */
    public int exitCode() {
        return kind.exitCode;
    }
}
