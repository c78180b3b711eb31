package io.mxgateway.launcher.config;

import io.mxgateway.core.config.WorkerOptions;
import java.time.Duration;
import java.util.List;

/** The options {@code workers.*}. */
final class WorkerFamily {
    private static final WorkerOptions D = WorkerOptions.DEFAULT;

    private static final Option<Duration> STARTUP_TIMEOUT = Option.of(
            "workers.startup-timeout",
            OptionType.DURATION,
            D.startupTimeout(),
            "how long a worker may take from its launch until it is ready");
    private static final Option<Duration> SHUTDOWN_TIMEOUT = Option.of(
            "workers.shutdown-timeout",
            OptionType.DURATION,
            D.shutdownTimeout(),
            "how long a worker may take to go when it was asked to");
    private static final Option<Duration> KILL_TIMEOUT = Option.of(
            "workers.kill-timeout",
            OptionType.DURATION,
            D.killTimeout(),
            "how long it may take until a killed worker is gone");
    private static final Option<Duration> HEARTBEAT_INTERVAL = Option.of(
            "workers.heartbeat-interval",
            OptionType.DURATION,
            D.heartbeatInterval(),
            "how often a worker tells that it lives");
    private static final Option<Duration> HEARTBEAT_GRACE = Option.of(
            "workers.heartbeat-grace", OptionType.DURATION, D.heartbeatGrace(), "how long a worker may be silent");
    private static final Option<Duration> HEARTBEAT_CEILING = Option.of(
            "workers.heartbeat-ceiling",
            OptionType.DURATION,
            D.heartbeatCeiling(),
            "how long a worker may be silent while a command is under way");
    private static final Option<Integer> MAX_FRAME_BYTES = Option.of(
            "workers.max-frame-bytes",
            OptionType.INT_SIZE,
            D.maxFrameBytes(),
            "the longest message between gateway and worker");
    private static final Option<Integer> MAX_COLD_STARTS = Option.of(
            "workers.max-cold-starts",
            OptionType.INTEGER,
            D.maxColdStarts(),
            "how many workers may be starting at the same time");
    private static final Option<Duration> COLD_START_WAIT = Option.of(
            "workers.cold-start-wait",
            OptionType.DURATION,
            D.coldStartWait(),
            "how long a start may wait for its turn");
    private static final Option<Duration> MAX_WARM_AGE = Option.of(
            "workers.max-warm-age",
            OptionType.DURATION,
            D.maxWarmAge(),
            "how old a worker may become that was started ahead of time");

    private WorkerFamily() {}

    static List<Option<?>> options() {
        return List.of(
                STARTUP_TIMEOUT,
                SHUTDOWN_TIMEOUT,
                KILL_TIMEOUT,
                HEARTBEAT_INTERVAL,
                HEARTBEAT_GRACE,
                HEARTBEAT_CEILING,
                MAX_FRAME_BYTES,
                MAX_COLD_STARTS,
                COLD_START_WAIT,
                MAX_WARM_AGE);
    }

    static WorkerOptions bind(OptionValues values) {
        return new WorkerOptions(
                values.get(STARTUP_TIMEOUT),
                values.get(SHUTDOWN_TIMEOUT),
                values.get(KILL_TIMEOUT),
                values.get(HEARTBEAT_INTERVAL),
                values.get(HEARTBEAT_GRACE),
                values.get(HEARTBEAT_CEILING),
                values.get(MAX_FRAME_BYTES),
                values.get(MAX_COLD_STARTS),
                values.get(COLD_START_WAIT),
                values.get(MAX_WARM_AGE));
    }
}
