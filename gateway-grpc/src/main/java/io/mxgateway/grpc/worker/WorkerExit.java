package io.mxgateway.grpc.worker;

/** The exit codes of a worker process. */
public final class WorkerExit {
    /** The session was shut down in order. */
    public static final int SUCCESS = 0;
    /** Something unforeseen, or a gateway that broke the protocol. */
    public static final int UNEXPECTED = 1;
    /** An argument is missing, unknown or unusable. */
    public static final int INVALID_ARGUMENTS = 2;
    /** The gateway speaks a version of the protocol that the worker does not. */
    public static final int UNSUPPORTED_VERSION = 3;
    /** The environment holds no nonce. */
    public static final int MISSING_NONCE = 4;
    /** The connection to the gateway broke or was never made. */
    public static final int CONNECTION_LOST = 5;

    private WorkerExit() {}
}
