package io.mxgateway.core.session;

/**
 * Hears what becomes of the sessions of clients, as it happens, for the record; the gateway's own sessions are not told
 * of. Called by whichever thread did it, with no lock held; must not block. What it throws is logged and goes no further.
 */
public interface SessionListener {
    /** A session can be used. */
    void opened(GatewaySession session);

    /** A session could not be opened, although it was allowed to try; all of it is undone. */
    void notOpened(GatewaySession session, SessionException failure);

    /**
     * Somebody wants a session to end that is not theirs, as an administrator may.
     *
     * @param by who
     * @param kill whether it is to end at once
     */
    void endWanted(GatewaySession session, ClientIdentity by, boolean kill);

    /** A session that could be used has ended, for whatever reason. */
    void ended(EndedSession session);
}
