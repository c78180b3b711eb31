package io.mxgateway.core.session;

/**
 * Looks at the commands of clients on their way into sessions and at the replies on their way out: may refuse a command,
 * take entries out of a bulk and answer those itself. Commands of the gateway's own do not pass it.
 *
 * <p>Thread-safe, does not block.
 */
@FunctionalInterface
public interface CommandGate {
    /** Lets everything through. */
    CommandGate OPEN = (sessionId, owner) -> SessionGate.OPEN;

    /**
     * The gate of one session, asked for when the session is made. It lives as long as the session.
     *
     * @param owner who opens the session
     */
    SessionGate of(String sessionId, ClientIdentity owner);
}
