package io.mxgateway.launcher.admin;

/** Who may ask for a route. */
public enum Access {
    /** Anybody. */
    OPEN,
    /** Anybody while the port listens on a loopback address only, else whoever may {@link #VIEW}. */
    LOCAL_OR_VIEW,
    /** Who may look: a key with {@code metadata:read}, or anybody while authentication is off. */
    VIEW,
    /** Who may act: a key with {@code admin}, or anybody while authentication is off. */
    ACT
}
