package io.mxgateway.grpc.worker.check;

/** Hears how far a check has come; on the thread that runs it, one call at a time. */
@FunctionalInterface
public interface CheckProgress {
    /** Hears nothing. */
    CheckProgress NONE = (done, all) -> {};

    /**
     * A session with the worker is over.
     *
     * @param done how many sessions are over
     * @param all how many there will have been in the end
     */
    void played(int done, int all);
}
