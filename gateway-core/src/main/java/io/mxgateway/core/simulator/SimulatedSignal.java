package io.mxgateway.core.simulator;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A value as a function of time, sampled at each scan. Periods count from the start of the simulated galaxy and must be
 * positive; a period left out means every scan. The elements of an array take successive samples.
 */
public sealed interface SimulatedSignal {
    /** Stands still. */
    SimulatedSignal CONSTANT = new Constant();

    /** Stands still at the initial value. */
    record Constant() implements SimulatedSignal {}

    /** Moves evenly from {@code min} to {@code max} in one period and starts over; falls when {@code max} is lower. */
    record Ramp(double min, double max, Duration period) implements SimulatedSignal {
        public Ramp {
            Objects.requireNonNull(period, "period");
        }
    }

    /** {@code offset + amplitude * sin(2 pi (t / period + phase))}, the phase in periods. */
    record Sine(double amplitude, double offset, Duration period, double phase) implements SimulatedSignal {
        public Sine {
            Objects.requireNonNull(period, "period");
        }
    }

    /**
     * Starts at the initial value and wanders between {@code min} and {@code max}, turning back at both, by at most
     * {@code step} in each period. The way it goes depends on the galaxy's seed and the attribute's name.
     */
    record RandomWalk(double min, double max, double step, Optional<Duration> period) implements SimulatedSignal {
        public RandomWalk {
            Objects.requireNonNull(period, "period");
        }
    }

    /** False for half a period, then true for half a period; the other way round with {@code startsTrue}. */
    record Toggle(Duration period, boolean startsTrue) implements SimulatedSignal {
        public Toggle {
            Objects.requireNonNull(period, "period");
        }
    }

    /**
     * Starts at {@code min} and adds {@code step} (0 counts as 1) every period; beyond {@code max}, or the end of the
     * attribute's type, it starts over.
     */
    record Counter(double min, OptionalDouble max, double step, Optional<Duration> period) implements SimulatedSignal {
        public Counter {
            Objects.requireNonNull(max, "max");
            Objects.requireNonNull(period, "period");
            step = step == 0 ? 1 : step;
        }
    }
}
