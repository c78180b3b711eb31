package io.mxgateway.launcher.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for things that nobody tells of. */
final class Waiting {
    private static final Duration LOOK = Duration.ofMillis(10);

    private Waiting() {}

    /** Waits until something holds; fails when that takes too long. */
    static void until(String what, Duration atMost, BooleanSupplier holds) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new BenchFailure("waited " + atMost.toSeconds() + " s in vain for " + what);
            }
            rest(LOOK);
        }
    }

    /** Lets time pass, for something that cannot be seen from outside. */
    static void rest(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        // Parking may end early, for no reason at all.
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
