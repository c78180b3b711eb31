package io.mxgateway.core.simulator;

import java.util.OptionalDouble;

/**
 * The values a numeric attribute takes; both ends belong to it.
 *
 * @param min the lower end, empty when there is none
 * @param max the upper end, empty when there is none
 */
public record AttributeRange(OptionalDouble min, OptionalDouble max) {
    /** Every value. */
    public static final AttributeRange ALL = new AttributeRange(OptionalDouble.empty(), OptionalDouble.empty());

    /** From {@code min} to {@code max}. */
    public static AttributeRange of(double min, double max) {
        return new AttributeRange(OptionalDouble.of(min), OptionalDouble.of(max));
    }

    /** Whether the value belongs to the range; what is not a number belongs only to a range without ends. */
    boolean contains(double value) {
        return (min.isEmpty() || value >= min.getAsDouble()) && (max.isEmpty() || value <= max.getAsDouble());
    }

    /** The value, or the end that it lies beyond. */
    double clamp(double value) {
        double low = min.isPresent() ? Math.max(value, min.getAsDouble()) : value;
        return max.isPresent() ? Math.min(low, max.getAsDouble()) : low;
    }
}
