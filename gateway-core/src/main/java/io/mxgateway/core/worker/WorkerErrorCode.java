package io.mxgateway.core.worker;

/** Why something failed that concerns a worker. */
public enum WorkerErrorCode {
    /** It never became ready. */
    START_FAILED,
    /** It is not ready (any more) to take commands. */
    NOT_READY,
    /** Too many commands are pending. */
    PENDING_LIMIT_EXCEEDED,
    /** No reply came in time. The worker is not given up for that. */
    COMMAND_TIMEOUT,
    /** Its process ended or its connection broke. */
    LOST,
    /** It has been silent for too long. */
    HUNG,
    /** It broke the worker protocol. */
    PROTOCOL_VIOLATION,
    /** It reported that it cannot go on. */
    WORKER_FAULT,
    /** It was killed by the gateway. */
    KILLED,
    /** It was not gone in time after having been asked to go. */
    SHUTDOWN_FAILED,
    /** It went because it was asked to. */
    CLOSED
}
