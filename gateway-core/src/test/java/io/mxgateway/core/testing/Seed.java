package io.mxgateway.core.testing;

import java.util.Random;

/** The seed of a randomized test: printed always, given by {@code -Dmxgateway.seed=N} to repeat a run. */
public final class Seed {
    private static final String PROPERTY = "mxgateway.seed";

    private Seed() {}

    /** Randomness for a test, with its seed on standard output. */
    public static Random random(String test) {
        long seed = Long.getLong(PROPERTY, System.nanoTime());
        System.out.println(test + ": seed " + seed + " (repeat with -D" + PROPERTY + "=" + seed + ")");
        return new Random(seed);
    }
}
