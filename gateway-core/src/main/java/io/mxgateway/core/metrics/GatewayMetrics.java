package io.mxgateway.core.metrics;

/**
 * Takes counts. Implementations are thread-safe, do not block and do not throw. Tag values are given in the order of
 * {@link GatewayMetric#tags()}, and come from small closed sets: never a session id, a tag name or a key.
 */
public interface GatewayMetrics {
    /** Counts nothing. */
    GatewayMetrics NONE = new GatewayMetrics() {
        @Override
        public void count(GatewayMetric metric, long delta, String... tagValues) {}

        @Override
        public void move(GatewayMetric metric, long delta) {}

        @Override
        public void set(GatewayMetric metric, long value) {}

        @Override
        public void observe(GatewayMetric metric, long nanos, String... tagValues) {}
    };

    /** Adds to a counter; {@code delta} is not negative. */
    void count(GatewayMetric metric, long delta, String... tagValues);

    /** Moves a gauge up or down. */
    void move(GatewayMetric metric, long delta);

    /** Sets a gauge. */
    void set(GatewayMetric metric, long value);

    /** Records a duration in nanoseconds (exports show seconds). */
    void observe(GatewayMetric metric, long nanos, String... tagValues);

    /** Adds one to a counter. */
    default void count(GatewayMetric metric, String... tagValues) {
        count(metric, 1, tagValues);
    }
}
