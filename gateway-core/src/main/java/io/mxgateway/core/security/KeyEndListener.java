package io.mxgateway.core.security;

/**
 * Hears that keys are not what they were, from a {@link KeyWatch}: on its thread, one call at a time, in the order in
 * which it found out. May block for a short while; what it throws is logged and goes no further.
 */
@FunctionalInterface
public interface KeyEndListener {
    /** A key that was valid is not any more. A key that becomes valid again may end again. */
    void ended(String keyId, KeyEnd why);

    /** A key that is still valid has another secret, other scopes, other constraints or another expiry. */
    default void changed(String keyId) {}
}
