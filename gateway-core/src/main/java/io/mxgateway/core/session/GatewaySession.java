package io.mxgateway.core.session;

/** One client's session with its worker. */
public final class GatewaySession {
    private final String id;

    GatewaySession(String id) {
        this.id = id;
    }

    /** The id. */
    public String id() {
        return id;
    }
}
