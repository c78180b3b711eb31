package io.mxgateway.core.security;

/** Why a key that was valid is not any more. */
public enum KeyEnd {
    /** Somebody has revoked it. */
    REVOKED,
    /** Its time is over. */
    EXPIRED,
    /** It is not there any more. */
    DELETED,
    /** What is kept of it cannot be read. */
    DISABLED
}
