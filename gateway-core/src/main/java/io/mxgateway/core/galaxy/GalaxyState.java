package io.mxgateway.core.galaxy;

/** How good what the cache serves is. */
public enum GalaxyState {
    /** No load has ended yet. */
    UNKNOWN,
    /** What is served is what was deployed last. */
    HEALTHY,
    /** What is served may be old: the last refresh failed, or it came from disk and was not confirmed yet. */
    STALE,
    /** Loading failed, and there is nothing older to serve. */
    UNAVAILABLE
}
