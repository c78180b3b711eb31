package io.mxgateway.core.session;

import java.util.Collection;
import java.util.Optional;

/** The sessions that are not over, by id. Thread-safe; nothing blocks. */
public interface SessionRegistry {
    /** Adds a session; false when its id is taken. */
    boolean register(GatewaySession session);

    /** Removes this very session; false when another one, or none, is registered under its id. */
    boolean deregister(GatewaySession session);

    /** The session with this id. */
    Optional<GatewaySession> find(String sessionId);

    /** All sessions at this moment, in no order; a copy. */
    Collection<GatewaySession> sessions();

    /** How many there are. */
    int size();
}
