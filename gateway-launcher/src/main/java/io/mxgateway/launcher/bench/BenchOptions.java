package io.mxgateway.launcher.bench;

import java.time.Duration;

/**
 * How thoroughly it is measured.
 *
 * @param rounds how often each measurement is repeated, bare server and gateway in turns
 * @param round how long one of them takes
 * @param warmUp how long each of the two is used before
 * @param tags how many tags are subscribed to at once
 * @param opens how many sessions are opened one after another
 * @param archive whether the gateway starts workers from an archive of classes, as it usually does
 */
public record BenchOptions(int rounds, Duration round, Duration warmUp, int tags, int opens, boolean archive) {
    /** What a figure takes that is to be believed. */
    public static final BenchOptions THOROUGH =
            new BenchOptions(5, Duration.ofSeconds(2), Duration.ofSeconds(6), 10_000, 15, true);

    /** Whether it works at all, in seconds. */
    public static final BenchOptions QUICK =
            new BenchOptions(1, Duration.ofMillis(150), Duration.ofMillis(150), 1_000, 2, false);
}
