package io.mxgateway.core.security;

/** What became of something that is audited. */
public enum AuditOutcome {
    /** It was done. */
    SUCCESS("success"),
    /** It was tried and failed. */
    FAILURE("failure"),
    /** It was not allowed. */
    DENIED("denied");

    private final String text;

    AuditOutcome(String text) {
        this.text = text;
    }

    /** The stable text in the log. */
    public String text() {
        return text;
    }
}
