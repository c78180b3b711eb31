package io.mxgateway.core.security;

import io.mxgateway.core.session.SessionErrorCode;
import io.mxgateway.core.session.SessionException;

/** Finds out who makes a call. Implementations are thread-safe and do not block. */
@FunctionalInterface
public interface Authenticator {
    /** Asks for no key: everybody is the same administrator. For development, on loopback addresses only. */
    Authenticator DISABLED = (authorization, peer) -> Caller.ANONYMOUS;

    /**
     * Says who makes a call.
     *
     * @param authorization the value of the {@code authorization} metadata; null when there is none
     * @param peer the address that the call comes from, without its port; empty when that is not known
     * @return the caller, the same object for the same key as long as that stays as it is
     * @throws SessionException {@link SessionErrorCode#UNAUTHENTICATED}, with a text that is the same whatever is wrong with
     *     the key; {@link SessionErrorCode#TOO_MANY_ATTEMPTS} when too many calls from this address have failed
     */
    Caller authenticate(String authorization, String peer);
}
