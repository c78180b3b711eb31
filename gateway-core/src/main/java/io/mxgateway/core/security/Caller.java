package io.mxgateway.core.security;

import io.mxgateway.core.session.ClientIdentity;
import io.mxgateway.core.session.SessionErrorCode;
import io.mxgateway.core.session.SessionException;
import java.util.Objects;
import java.util.Set;

/**
 * Who makes a call, and what they may do. Immutable; one object stands for all calls with a key, as long as the key stays
 * as it is.
 */
public final class Caller {
    /** Everybody while authentication is off. */
    public static final Caller ANONYMOUS =
            new Caller("", Scope.setOf(Set.of(Scope.ADMIN)), KeyConstraints.NONE, ClientIdentity.anonymous());

    private final String keyId;
    private final Set<Scope> scopes;
    private final KeyConstraints constraints;
    private final ClientIdentity identity;

    private Caller(String keyId, Set<Scope> scopes, KeyConstraints constraints, ClientIdentity identity) {
        this.keyId = keyId;
        this.scopes = scopes;
        this.constraints = Objects.requireNonNull(constraints, "constraints");
        this.identity = identity;
    }

    /** The holder of a key. */
    public static Caller of(ApiKey key) {
        return new Caller(
                key.id(),
                key.scopes(),
                key.constraints(),
                ClientIdentity.ofKey(key.id(), Scope.ADMIN.allowedBy(key.scopes()), key.constraints()));
    }

    /** The id of the key; empty for {@link #ANONYMOUS}. */
    public String keyId() {
        return keyId;
    }

    /** Whether there is a key, whose end would end what this caller has. */
    public boolean keyed() {
        return !keyId.isEmpty();
    }

    /** What the key says, unmodifiable; for what that means see {@link #may}. */
    public Set<Scope> scopes() {
        return scopes;
    }

    /** Where the caller may do what the scopes allow. */
    public KeyConstraints constraints() {
        return constraints;
    }

    /** The caller as sessions know them. */
    public ClientIdentity identity() {
        return identity;
    }

    /** Whether the caller may do what needs a scope. */
    public boolean may(Scope scope) {
        return scope.allowedBy(scopes);
    }

    /**
     * Refuses a caller who may not do what needs a scope.
     *
     * @throws SessionException {@link SessionErrorCode#PERMISSION_DENIED}, naming the scope
     */
    public void require(Scope scope) {
        if (!may(scope)) {
            throw new SessionException(
                    SessionErrorCode.PERMISSION_DENIED,
                    "this call needs the scope " + scope.text() + ", which the key '" + keyId + "' does not have");
        }
    }

    @Override
    public String toString() {
        return keyed() ? "Caller[key=" + keyId + " scopes=" + scopes + "]" : "Caller[anonymous]";
    }
}
