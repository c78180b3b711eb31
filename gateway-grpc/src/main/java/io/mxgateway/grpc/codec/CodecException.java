package io.mxgateway.grpc.codec;

import java.util.Objects;

/**
 * A message that cannot be what it claims to be. The text names the field, what came, and what would be right; it never
 * carries the content of a value, which may be a secret.
 *
 * <p>From a client it is an invalid request, from a worker a violation of the protocol.
 */
public final class CodecException extends Exception {
    private static final long serialVersionUID = 1L;

    /** A refusal with the facts, for a person. */
    public CodecException(String message) {
        this(message, null);
    }

    /** A refusal with what led to it, or null. */
    public CodecException(String message, Throwable cause) {
        super(Objects.requireNonNull(message, "message"), cause);
    }
}
