package io.mxgateway.core.session;

import java.util.Optional;

/**
 * Finds sessions by id for those who may have them. To anybody else a session that exists is one that does not, and its
 * lease does not notice. Thread-safe.
 */
final class SessionDirectory {
    private final SessionRegistry registry;
    private final Tombstones tombstones;

    SessionDirectory(SessionRegistry registry, Tombstones tombstones) {
        this.registry = registry;
        this.tombstones = tombstones;
    }

    /** One of both; the other is null. */
    record Found(GatewaySession session, Tombstones.Tombstone tombstone) {}

    /**
     * A session that is not over; its lease begins anew.
     *
     * @throws SessionException when there is none for this caller, or what is left to say about one that is over
     */
    GatewaySession find(String sessionId, ClientIdentity identity) {
        Found found = look(sessionId, identity);
        if (found.session() == null) {
            throw Failures.over(found.tombstone().ended());
        }
        return found.session();
    }

    /**
     * A session, or what is left of it; its lease begins anew.
     *
     * @throws SessionException when there is none for this caller
     */
    Found look(String sessionId, ClientIdentity identity) {
        if (sessionId.isBlank()) {
            throw Failures.noSessionId();
        }
        Optional<GatewaySession> session = registry.find(sessionId);
        if (session.isPresent()) {
            if (session.get().isInternal() || !mayUse(identity, session.get().owner())) {
                throw Failures.unknown(sessionId);
            }
            session.get().called();
            return new Found(session.get(), null);
        }
        Tombstones.Tombstone stone = tombstones
                .find(sessionId)
                .filter(found -> mayUse(identity, found.ended().owner()))
                .orElseThrow(() -> Failures.unknown(sessionId));
        return new Found(null, stone);
    }

    private static boolean mayUse(ClientIdentity identity, String owner) {
        return identity.admin() || identity.owner().equals(owner);
    }
}
