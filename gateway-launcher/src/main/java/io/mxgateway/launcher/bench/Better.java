package io.mxgateway.launcher.bench;

/** Which way a figure gets better. */
enum Better {
    LOWER,
    HIGHER,
    /** It says something, but swings too much to be held against anybody. */
    TOLD_ONLY
}
