package io.mxgateway.launcher.admin;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * One thing that is looked at to tell whether the gateway is well.
 *
 * @param name what is looked at, stable
 * @param check looks; quickly, on several threads at once, and without throwing for what may happen
 */
public record HealthCheck(String name, Supplier<Finding> check) {
    /** How it is. */
    public enum State {
        /** As it should be. */
        OK,
        /** Worse than it should be; the gateway serves all the same. */
        DEGRADED,
        /** The gateway should get no new clients. */
        DOWN
    }

    /**
     * What was found.
     *
     * @param state how it is
     * @param message what is wrong and what to do, or what is right; one sentence
     */
    public record Finding(State state, String message) {
        public Finding {
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(message, "message");
        }

        /** As it should be. */
        public static Finding ok(String message) {
            return new Finding(State.OK, message);
        }

        /** Worse than it should be. */
        public static Finding degraded(String message) {
            return new Finding(State.DEGRADED, message);
        }

        /** Not to be used. */
        public static Finding down(String message) {
            return new Finding(State.DOWN, message);
        }
    }

    public HealthCheck {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(check, "check");
    }

    /** Looks; what is thrown all the same counts as down. */
    Finding look() {
        try {
            return check.get();
        } catch (RuntimeException e) {
            return Finding.down("the check itself failed: " + e);
        }
    }
}
