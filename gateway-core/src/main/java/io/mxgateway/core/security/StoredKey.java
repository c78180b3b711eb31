package io.mxgateway.core.security;

import java.util.Objects;

/**
 * A key as a store keeps it. Immutable; shown without the hash.
 *
 * @param key what may be known of it
 * @param hash what its secret is compared with
 */
public record StoredKey(ApiKey key, SecretHash hash) {
    public StoredKey {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(hash, "hash");
    }

    /** Whether the other key lets the same holder do the same things; when either was used last does not count. */
    boolean sameRightsAs(StoredKey other) {
        return hash.equals(other.hash)
                && key.scopes().equals(other.key.scopes())
                && key.constraints().equals(other.key.constraints())
                && key.expiresAt().equals(other.key.expiresAt())
                && key.revokedAt().equals(other.key.revokedAt());
    }

    @Override
    public String toString() {
        return "StoredKey[" + key + "]";
    }
}
