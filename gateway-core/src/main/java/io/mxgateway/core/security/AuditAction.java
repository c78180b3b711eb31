package io.mxgateway.core.security;

/** What is audited. The texts are stable: searches are built on them. */
public enum AuditAction {
    /** A key was made. */
    KEY_CREATE("key.create"),
    /** A key got another secret. */
    KEY_ROTATE("key.rotate"),
    /** A key was revoked. */
    KEY_REVOKE("key.revoke"),
    /** A key was deleted. */
    KEY_DELETE("key.delete"),
    /** The gateway noticed that a key is not valid any more. */
    KEY_END("key.end"),
    /** Somebody could not be authenticated. */
    AUTHENTICATE("authenticate"),
    /** A scope was missing. */
    AUTHORIZE("authorize"),
    /** A constraint forbade something. */
    CONSTRAINT("constraint"),
    /** A session was opened. */
    SESSION_OPEN("session.open"),
    /** A session ended by itself, by its owner, or with the gateway. */
    SESSION_CLOSE("session.close"),
    /** A session was killed. */
    SESSION_KILL("session.kill"),
    /** An administrator did something else. */
    ADMIN("admin"),
    /** A gateway started with this configuration. */
    CONFIGURATION("configuration"),
    /** Records were lost: so many could not be written. */
    AUDIT_LOST("audit.lost"),
    /** The log ended in half a record, which was left as it is. */
    AUDIT_REPAIRED("audit.repaired");

    private final String text;

    AuditAction(String text) {
        this.text = text;
    }

    /** The stable text in the log. */
    public String text() {
        return text;
    }
}
