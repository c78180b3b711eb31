package io.mxgateway.core.security;

import java.util.Objects;

/**
 * Something is wrong with a store of keys.
 *
 * @param keyId the key that is disabled by it; empty when it is not about one key
 * @param text what is wrong, where, and what to do
 */
public record KeyProblem(String keyId, String text) {
    public KeyProblem {
        Objects.requireNonNull(keyId, "keyId");
        Objects.requireNonNull(text, "text");
    }
}
