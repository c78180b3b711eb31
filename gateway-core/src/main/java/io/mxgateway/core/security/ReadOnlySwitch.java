package io.mxgateway.core.security;

/**
 * Whether the gateway refuses to write, whoever asks. Can be turned at any time; a write that has passed already goes on.
 * Thread-safe.
 */
public final class ReadOnlySwitch {
    // Whether writes are refused.
    private volatile boolean on;

    /** A switch that begins like this. */
    public ReadOnlySwitch(boolean on) {
        this.on = on;
    }

    /** Whether writes are refused. */
    public boolean isOn() {
        return on;
    }

    /** Refuses writes from now on, or allows them again. */
    public void set(boolean readOnly) {
        on = readOnly;
    }
}
