package io.mxgateway.core.simulator;

import java.util.Objects;

/**
 * The alarm of a simulated attribute.
 *
 * @param kind what raises it
 * @param limit the limit of the four kinds that have one
 * @param deadband how far back past the limit the value must come before the alarm clears
 * @param priority 1 (most urgent) to 999; 0 stands for 500
 * @param description empty to take the attribute's
 */
public record SimulatedAlarm(Kind kind, double limit, double deadband, int priority, String description) {
    /** The condition that raises an alarm. */
    public enum Kind {
        /** At or above the limit. */
        HI,
        /** At or above the limit, more urgent than {@link #HI}. */
        HI_HI,
        /** At or below the limit. */
        LO,
        /** At or below the limit, more urgent than {@link #LO}. */
        LO_LO,
        /** The value is true. */
        TRUE,
        /** The value is false. */
        FALSE
    }

    private static final int USUAL_PRIORITY = 500;

    public SimulatedAlarm {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(description, "description");
        priority = priority == 0 ? USUAL_PRIORITY : priority;
    }

    /** An alarm without deadband that takes the attribute's description. */
    public static SimulatedAlarm of(Kind kind, double limit, int priority) {
        return new SimulatedAlarm(kind, limit, 0, priority, "");
    }
}
