package io.mxgateway.core.security;

/** Why somebody was not let in. The tag is what the metric and the audit log see; the client never does. */
enum AuthFailure {
    MISSING("missing"),
    MALFORMED("malformed"),
    UNKNOWN("unknown"),
    REVOKED("revoked"),
    EXPIRED("expired"),
    WRONG_SECRET("wrong-secret"),
    TOO_MANY_ATTEMPTS("too-many-attempts");

    private final String tag;

    AuthFailure(String tag) {
        this.tag = tag;
    }

    String tag() {
        return tag;
    }
}
