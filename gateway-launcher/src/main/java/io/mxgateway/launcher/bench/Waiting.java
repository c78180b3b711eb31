package io.mxgateway.launcher.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for things that nobody tells of. */
final class Waiting {
    private static final long LOOK_MILLIS = 10;

    private Waiting() {}

    /** Waits until something holds; fails when that takes too long. */
    static void until(String what, Duration atMost, BooleanSupplier holds) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new BenchFailure("waited " + atMost.toSeconds() + " s in vain for " + what);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** Lets time pass, for something that cannot be seen from outside. */
    static void rest(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }
}
