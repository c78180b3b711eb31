package io.mxgateway.core.config;

/** What happens to a client stream that would be lapped by the writer. */
public enum OverflowPolicy {
    /** The stream ends and tells where to resume. */
    DISCONNECT_SUBSCRIBER,
    /** If it is the only stream the session faults; else as above. */
    FAIL_SESSION
}
