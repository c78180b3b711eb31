package io.mxgateway.core.session;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Keeps sessions in a map. Thread-safe; as large as the session limit lets it become. */
public final class DefaultSessionRegistry implements SessionRegistry {
    private final ConcurrentMap<String, GatewaySession> byId = new ConcurrentHashMap<>();

    /** An empty registry. */
    public DefaultSessionRegistry() {}

    @Override
    public boolean register(GatewaySession session) {
        return byId.putIfAbsent(session.id(), session) == null;
    }

    @Override
    public boolean deregister(GatewaySession session) {
        // Sessions have no equality but identity, so this removes none but the one given.
        return byId.remove(session.id(), session);
    }

    @Override
    public Optional<GatewaySession> find(String sessionId) {
        return Optional.ofNullable(byId.get(sessionId));
    }

    @Override
    public Collection<GatewaySession> sessions() {
        return List.copyOf(byId.values());
    }

    @Override
    public int size() {
        return byId.size();
    }
}
