package io.mxgateway.launcher.config;

/** How the gateway finds out who calls. */
public enum AuthMode {
    /** By the API key that comes with every call. */
    API_KEY,
    /** Not at all: everybody may do everything. For development, on this machine only. */
    DISABLED
}
