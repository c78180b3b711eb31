package io.mxgateway.grpc.worker.check;

import java.time.Duration;
import java.util.Objects;

/**
 * How a worker is checked.
 *
 * @param startTimeout how long a worker may take from its launch until it is ready, above zero
 * @param stepTimeout how long each further step may take, such as a reply or an exit, above zero
 * @param heartbeatInterval how often the worker is told to send heartbeats, above zero
 * @param tag an item that the worker's backend has and that has a value; empty when none is known, and then nothing that
 *     needs events is tested
 * @param parallel how many workers may run at the same time, at least 1
 */
public record CheckOptions(
        Duration startTimeout, Duration stepTimeout, Duration heartbeatInterval, String tag, int parallel) {
    /** 30 s to start, 10 s a step, a heartbeat each second, no tag, two workers at a time. */
    public static final CheckOptions DEFAULT =
            new CheckOptions(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(1), "", 2);

    public CheckOptions {
        requirePositive("startTimeout", startTimeout);
        requirePositive("stepTimeout", stepTimeout);
        requirePositive("heartbeatInterval", heartbeatInterval);
        Objects.requireNonNull(tag, "tag");
        if (parallel < 1) {
            throw new IllegalArgumentException("parallel is " + parallel + "; it must be at least 1");
        }
    }

    private static void requirePositive(String name, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(name + " is " + duration + "; it must be above zero");
        }
    }
}
