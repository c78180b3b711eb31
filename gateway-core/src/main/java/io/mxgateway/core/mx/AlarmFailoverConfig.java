package io.mxgateway.core.mx;

/**
 * When a worker gives up on the alarm manager and when it returns to it; 0 means the worker's default.
 *
 * @param consecutiveFailureThreshold how many failures in a row make it switch
 * @param failbackProbeIntervalSeconds how often it looks whether the alarm manager is back
 * @param failbackStableProbes how many good looks in a row make it return
 */
public record AlarmFailoverConfig(
        int consecutiveFailureThreshold, int failbackProbeIntervalSeconds, int failbackStableProbes) {
    /** The worker's defaults. */
    public static final AlarmFailoverConfig DEFAULT = new AlarmFailoverConfig(0, 0, 0);
}
