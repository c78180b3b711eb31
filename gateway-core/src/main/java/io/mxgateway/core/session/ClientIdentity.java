package io.mxgateway.core.session;

import java.util.Objects;

/**
 * Who is calling, as far as sessions care.
 *
 * @param owner what sessions belong to: the key id, or a fixed name when nobody is asked for a key
 * @param keyed whether the owner is a key; the anonymous owner is exempt from limits per key
 * @param admin whether the caller may use sessions of others
 * @param limits what the caller may not do within sessions
 */
public record ClientIdentity(String owner, boolean keyed, boolean admin, CallerLimits limits) {
    private static final ClientIdentity ANONYMOUS = new ClientIdentity("anonymous", false, true);

    public ClientIdentity {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(limits, "limits");
    }

    /** A caller without limits. */
    public ClientIdentity(String owner, boolean keyed, boolean admin) {
        this(owner, keyed, admin, CallerLimits.NONE);
    }

    /** The one owner of everything while authentication is off. */
    public static ClientIdentity anonymous() {
        return ANONYMOUS;
    }

    /** The holder of a key. */
    public static ClientIdentity ofKey(String keyId, boolean admin) {
        return new ClientIdentity(keyId, true, admin);
    }

    /** The holder of a key that is limited in what it may do. */
    public static ClientIdentity ofKey(String keyId, boolean admin, CallerLimits limits) {
        return new ClientIdentity(keyId, true, admin, limits);
    }
}
