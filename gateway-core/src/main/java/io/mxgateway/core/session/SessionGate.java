package io.mxgateway.core.session;

/** The gate before one session; see {@link CommandGate}. Thread-safe, does not block. */
@FunctionalInterface
public interface SessionGate {
    /** Lets everything through. */
    SessionGate OPEN = (caller, request) -> Passage.FREE;

    /**
     * A command wants to pass. The session is ready, and has counted it as pending.
     *
     * @param caller who sends it: the owner of the session, or an admin
     * @param request the command as the worker would get it
     * @return what becomes of it
     * @throws SessionException to refuse it
     */
    Passage pass(ClientIdentity caller, CommandRequest request);
}
