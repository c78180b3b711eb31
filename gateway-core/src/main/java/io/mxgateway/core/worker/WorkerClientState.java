package io.mxgateway.core.worker;

/** The life of a worker client. */
public enum WorkerClientState {
    /** Not ready yet. */
    STARTING,
    /** Takes commands. */
    READY,
    /** Was asked to go; takes no more commands. */
    CLOSING,
    /** Gone because it was asked to. Final. */
    CLOSED,
    /** Gone or given up for a reason of its own. Final. */
    FAULTED
}
