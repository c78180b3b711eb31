package io.mxgateway.core.session;

/** Why a session ended. The tag is what metrics, logs and clients see. */
public enum CloseReason {
    CLIENT_CLOSE("client-close"),
    CLIENT_GONE("client-gone"),
    LEASE_EXPIRED("lease-expired"),
    DETACH_GRACE_EXPIRED("detach-grace-expired"),
    UNUSED("unused"),
    GATEWAY_SHUTDOWN("gateway-shutdown"),
    ADMIN_KILL("admin-kill"),
    OWNER_REVOKED("owner-revoked"),
    WORKER_LOST("worker-lost"),
    FAULTED("faulted");

    private final String tag;

    CloseReason(String tag) {
        this.tag = tag;
    }

    /** The stable text. */
    public String tag() {
        return tag;
    }
}
