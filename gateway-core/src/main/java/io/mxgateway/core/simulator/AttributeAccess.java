package io.mxgateway.core.simulator;

/** Where the value of a simulated attribute may come from. */
public enum AttributeAccess {
    /** Clients may write it, as far as its security class lets them. */
    WRITEABLE,
    /** The object works it out; writes are refused. */
    CALCULATED,
    /** Never changes; writes are refused. */
    CONSTANT
}
