package io.mxgateway.core.mx;

/** The outcome of a call in the gateway's own vocabulary, as replies carry it. */
public enum ProtocolStatusCode {
    UNSPECIFIED(0),
    OK(1),
    INVALID_REQUEST(2),
    SESSION_NOT_FOUND(3),
    SESSION_NOT_READY(4),
    WORKER_UNAVAILABLE(5),
    TIMEOUT(6),
    CANCELED(7),
    PROTOCOL_VIOLATION(8),
    /** MXAccess itself refused the call; the hresult and the statuses tell why. */
    MXACCESS_FAILURE(9);

    // Once: values() makes a copy for every caller.
    private static final ProtocolStatusCode[] ALL = values();

    private final int number;

    ProtocolStatusCode(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The constant with this wire number; {@link #UNSPECIFIED} for a number that none has. */
    public static ProtocolStatusCode ofNumber(int number) {
        return MxNumbers.find(ALL, ProtocolStatusCode::number, number).orElse(UNSPECIFIED);
    }
}
