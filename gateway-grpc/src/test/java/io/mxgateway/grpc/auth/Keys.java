package io.mxgateway.grpc.auth;

import io.grpc.Metadata;
import io.mxgateway.core.security.ApiKey;
import io.mxgateway.core.security.Authenticator;
import io.mxgateway.core.security.Caller;
import io.mxgateway.core.security.KeyConstraints;
import io.mxgateway.core.security.Scope;
import io.mxgateway.core.session.SessionErrorCode;
import io.mxgateway.core.session.SessionException;
import io.mxgateway.core.testing.FakeTime;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keys whose id is all there is to show. */
final class Keys implements Authenticator {
    static final Metadata.Key<String> HEADER = Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Map<String, Caller> callers = new ConcurrentHashMap<>();

    Caller add(String id, Collection<Scope> scopes) {
        Caller caller = Caller.of(new ApiKey(
                id,
                "",
                Set.copyOf(scopes),
                KeyConstraints.NONE,
                FakeTime.START,
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
        callers.put(id, caller);
        return caller;
    }

    void remove(String id) {
        callers.remove(id);
    }

    static Metadata headers(String id) {
        Metadata headers = new Metadata();
        if (id != null) {
            headers.put(HEADER, id);
        }
        return headers;
    }

    @Override
    public Caller authenticate(String authorization, String peer) {
        Caller caller = authorization == null ? null : callers.get(authorization);
        if (caller == null) {
            throw new SessionException(SessionErrorCode.UNAUTHENTICATED, "a valid key is needed");
        }
        return caller;
    }
}
