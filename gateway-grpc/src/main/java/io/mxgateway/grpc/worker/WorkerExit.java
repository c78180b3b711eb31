package io.mxgateway.grpc.worker;

/** The exit codes of a worker process. */
final class WorkerExit {
    static final int SUCCESS = 0;
    static final int UNEXPECTED = 1;
    static final int INVALID_ARGUMENTS = 2;
    static final int UNSUPPORTED_VERSION = 3;
    static final int MISSING_NONCE = 4;
    static final int CONNECTION_LOST = 5;

    private WorkerExit() {}
}
