package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxDataType;
import java.time.Duration;
import java.util.Optional;

/**
 * A signal made ready to be evaluated: a pure function of the time since the galaxy started. Immutable, thread-safe,
 * allocates nothing.
 */
abstract class SignalFunction {
    /** Below this a double tells every integer from the next. */
    private static final double LARGEST_COUNT = 1L << 53;

    private final AttributeRange range;
    private final long period;

    private SignalFunction(AttributeRange range, long period) {
        this.range = range;
        this.period = period;
    }

    /**
     * Makes a signal ready.
     *
     * @param spec the attribute it moves
     * @param start the attribute's initial value as a number
     * @param hash of the galaxy's seed and the attribute's name
     * @param scanNanos how often it is sampled
     * @return the function, or null for one that stands still
     */
    static SignalFunction of(SimulatedAttribute spec, double start, long hash, long scanNanos) {
        AttributeRange range = spec.range();
        SimulatedSignal signal = spec.signal();
        if (signal instanceof SimulatedSignal.Ramp ramp) {
            return new Ramp(range, ramp);
        } else if (signal instanceof SimulatedSignal.Sine sine) {
            return new Sine(range, sine);
        } else if (signal instanceof SimulatedSignal.Toggle toggle) {
            return new Toggle(range, toggle);
        } else if (signal instanceof SimulatedSignal.RandomWalk walk) {
            return new Walk(range, walk, nanos(walk.period(), scanNanos), start, hash);
        } else if (signal instanceof SimulatedSignal.Counter counter) {
            return new Counter(range, counter, nanos(counter.period(), scanNanos), largest(spec.dataType()));
        }
        return null;
    }

    private static long nanos(Optional<Duration> period, long otherwise) {
        return period.map(Duration::toNanos).orElse(otherwise);
    }

    private static double largest(MxDataType type) {
        return switch (Carrier.of(type)) {
            case BOOL -> 1;
            case INT -> Integer.MAX_VALUE;
            case FLOAT -> 1 << 24;
            default -> LARGEST_COUNT;
        };
    }

    /** The value so many nanoseconds after the start. */
    final double at(long elapsed) {
        return range.clamp(value(elapsed));
    }

    abstract double value(long elapsed);

    /** Since when the value has been what it is, as far as that is known: the last step, or this very moment. */
    long steppedAt(long elapsed) {
        return elapsed - elapsed % period;
    }

    /** How far one element of an array lies behind the next. */
    long sampleDistance(long scanNanos) {
        return Math.max(scanNanos, period);
    }

    private double fraction(long elapsed) {
        return (double) (elapsed % period) / period;
    }

    private long steps(long elapsed) {
        return elapsed / period;
    }

    private static final class Ramp extends SignalFunction {
        private final SimulatedSignal.Ramp ramp;

        Ramp(AttributeRange range, SimulatedSignal.Ramp ramp) {
            super(range, ramp.period().toNanos());
            this.ramp = ramp;
        }

        @Override
        double value(long elapsed) {
            return ramp.min() + (ramp.max() - ramp.min()) * super.fraction(elapsed);
        }

        @Override
        long steppedAt(long elapsed) {
            return elapsed;
        }

        @Override
        long sampleDistance(long scanNanos) {
            return scanNanos;
        }
    }

    private static final class Sine extends SignalFunction {
        private final SimulatedSignal.Sine sine;

        Sine(AttributeRange range, SimulatedSignal.Sine sine) {
            super(range, sine.period().toNanos());
            this.sine = sine;
        }

        @Override
        double value(long elapsed) {
            double turns = super.fraction(elapsed) + sine.phase();
            return sine.offset() + sine.amplitude() * Math.sin(2 * Math.PI * turns);
        }

        @Override
        long steppedAt(long elapsed) {
            return elapsed;
        }

        @Override
        long sampleDistance(long scanNanos) {
            return scanNanos;
        }
    }

    private static final class Toggle extends SignalFunction {
        private final long half;
        private final boolean startsTrue;

        Toggle(AttributeRange range, SimulatedSignal.Toggle toggle) {
            super(range, toggle.period().toNanos());
            this.half = Math.max(1, toggle.period().toNanos() / 2);
            this.startsTrue = toggle.startsTrue();
        }

        @Override
        double value(long elapsed) {
            boolean second = super.fraction(elapsed) >= 0.5;
            return second == startsTrue ? 0 : 1;
        }

        @Override
        long steppedAt(long elapsed) {
            return elapsed - elapsed % half;
        }
    }

    private static final class Counter extends SignalFunction {
        private final double min;
        private final double step;
        // How many values there are before it starts over.
        private final long values;

        Counter(AttributeRange range, SimulatedSignal.Counter counter, long period, double largest) {
            super(range, period);
            this.min = counter.min();
            this.step = counter.step();
            this.values = Math.max(1, (long) Math.floor((counter.max().orElse(largest) - min) / step) + 1);
        }

        @Override
        double value(long elapsed) {
            return min + (super.steps(elapsed) % values) * step;
        }
    }

    /**
     * Wanders like a sum of random steps and yet needs no memory of them: layers of noise that is interpolated between
     * random points, each layer twice as wide as the one before and limited so that all together never move by more than
     * one step in a period.
     */
    private static final class Walk extends SignalFunction {
        private static final int LAYERS = 10;

        private final double min;
        private final double width;
        private final double step;
        private final double start;
        private final long hash;
        private final double origin;

        Walk(AttributeRange range, SimulatedSignal.RandomWalk walk, long period, double start, long hash) {
            super(range, period);
            this.min = walk.min();
            this.width = walk.max() - walk.min();
            this.step = walk.step();
            this.start = Math.min(Math.max(start, walk.min()), walk.max());
            this.hash = hash;
            this.origin = wander(0);
        }

        @Override
        double value(long elapsed) {
            double free = start + step * (wander(super.steps(elapsed)) - origin) - min;
            double folded = Math.abs(free) % (2 * width);
            return min + (folded > width ? 2 * width - folded : folded);
        }

        private double wander(long place) {
            double sum = 0;
            for (int layer = 0; layer < LAYERS; layer++) {
                long spacing = 1L << layer;
                long left = place >> layer;
                double between = (double) (place - (left << layer)) / spacing;
                double a = Hash.unit(hash + layer, left);
                double b = Hash.unit(hash + layer, left + 1);
                sum += (a + (b - a) * between) * spacing / LAYERS;
            }
            return sum;
        }
    }
}
