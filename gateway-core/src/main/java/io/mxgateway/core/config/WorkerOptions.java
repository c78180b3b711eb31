package io.mxgateway.core.config;

import java.time.Duration;

/**
 * How workers are started, watched and ended.
 *
 * @param startupTimeout how long a start may take, from the launch until the worker is ready
 * @param shutdownTimeout how long a worker may take to go after it was asked to
 * @param killTimeout how long it may take until a killed worker is gone
 * @param heartbeatInterval how often a worker tells that it lives
 * @param heartbeatGrace how long it may be silent
 * @param heartbeatCeiling how long it may be silent while a command is under way
 * @param maxFrameBytes the longest frame, in bytes
 * @param maxColdStarts how many workers may be starting at the same time
 * @param coldStartWait how long a start may wait for its turn
 * @param maxWarmAge how old a worker started ahead of time may become
 */
public record WorkerOptions(
        Duration startupTimeout,
        Duration shutdownTimeout,
        Duration killTimeout,
        Duration heartbeatInterval,
        Duration heartbeatGrace,
        Duration heartbeatCeiling,
        int maxFrameBytes,
        int maxColdStarts,
        Duration coldStartWait,
        Duration maxWarmAge) {
    /** The defaults. */
    public static final WorkerOptions DEFAULT = new WorkerOptions(
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(75),
            16 << 20,
            4,
            Duration.ofSeconds(30),
            Duration.ofMinutes(10));

    void check(Rules rules) {
        Duration hour = Duration.ofHours(1);
        rules.positive("workers.startup-timeout", startupTimeout, hour);
        rules.positive("workers.shutdown-timeout", shutdownTimeout, hour);
        rules.positive("workers.kill-timeout", killTimeout, hour);
        rules.positive("workers.heartbeat-interval", heartbeatInterval, hour);
        rules.positive("workers.heartbeat-grace", heartbeatGrace, hour);
        rules.positive("workers.heartbeat-ceiling", heartbeatCeiling, hour);
        rules.require(
                heartbeatGrace.compareTo(heartbeatInterval) > 0,
                "workers.heartbeat-grace",
                heartbeatGrace,
                "must be above workers.heartbeat-interval (" + heartbeatInterval.toMillis() + " ms)");
        rules.require(
                heartbeatCeiling.compareTo(heartbeatGrace) >= 0,
                "workers.heartbeat-ceiling",
                heartbeatCeiling,
                "must not be below workers.heartbeat-grace (" + heartbeatGrace.toMillis() + " ms)");
        rules.range("workers.max-frame-bytes", maxFrameBytes, 64 << 10, 256 << 20);
        rules.range("workers.max-cold-starts", maxColdStarts, 1, 1024);
        rules.positive("workers.cold-start-wait", coldStartWait, hour);
        rules.positive("workers.max-warm-age", maxWarmAge, Duration.ofDays(1));
    }
}
