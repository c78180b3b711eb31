package io.mxgateway.grpc.tls;

/** A certificate, a key or the place of one cannot be used. The message names the file and the way out. */
public final class TlsException extends Exception {
    private static final long serialVersionUID = 1L;

    TlsException(String message) {
        super(message);
    }

    TlsException(String message, Throwable cause) {
        super(message, cause);
    }
}
