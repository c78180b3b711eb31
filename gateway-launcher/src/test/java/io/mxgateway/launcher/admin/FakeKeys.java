package io.mxgateway.launcher.admin;

import io.mxgateway.core.security.ApiKey;
import io.mxgateway.core.security.Authenticator;
import io.mxgateway.core.security.Caller;
import io.mxgateway.core.security.KeyConstraints;
import io.mxgateway.core.security.Scope;
import io.mxgateway.core.session.SessionErrorCode;
import io.mxgateway.core.session.SessionException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Knows tokens by heart. */
public final class FakeKeys implements Authenticator {
    private final Map<String, Caller> callers = new ConcurrentHashMap<>();

    public FakeKeys with(String token, Scope... scopes) {
        callers.put(
                "Bearer " + token,
                Caller.of(new ApiKey(
                        token,
                        token,
                        Set.of(scopes),
                        KeyConstraints.NONE,
                        Instant.EPOCH,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())));
        return this;
    }

    public void revoke(String token) {
        callers.remove("Bearer " + token);
    }

    @Override
    public Caller authenticate(String authorization, String peer) {
        Caller caller = authorization == null ? null : callers.get(authorization);
        if (caller == null) {
            throw new SessionException(SessionErrorCode.UNAUTHENTICATED, "the key is not valid");
        }
        return caller;
    }
}
