package io.mxgateway.core.security;

import java.util.Objects;

/**
 * A key with its new secret, for the one time that it is shown. Immutable; shown without the secret.
 *
 * @param key what may be known of it
 * @param token what its holder sends after the word {@code Bearer}; a secret
 */
public record IssuedKey(ApiKey key, String token) {
    public IssuedKey {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(token, "token");
    }

    @Override
    public String toString() {
        return "IssuedKey[" + key + "]";
    }
}
