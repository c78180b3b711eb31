package io.mxgateway.core.worker;

/** How far the start of a worker has come, in order. */
public enum WorkerStartStage {
    /** Its process is being started. */
    STARTING_WORKER,
    /** The process runs; it has not connected yet. */
    WAITING_FOR_PIPE,
    /** It has connected; who it is, is being checked. */
    HANDSHAKING,
    /** It is who it should be; its MXAccess object is coming up. */
    INITIALIZING_WORKER
}
