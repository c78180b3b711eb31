package io.mxgateway.launcher;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The wish that this process end: the first signal asks for it, the second one does not ask any more. Thread-safe.
 */
final class Ending implements AutoCloseable {
    private static final int KILLED_BY_SIGNAL = 128;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicBoolean once = new AtomicBoolean();
    private final Runnable onAsked;
    private final Runnable restore;

    /**
     * Begins to listen to signals.
     *
     * @param onAsked run when it is asked for, for those who do not look or wait; must not block
     */
    Ending(Runnable onAsked) {
        this.onAsked = onAsked;
        this.restore = Signals.onEnding(this::signal);
    }

    private void signal(int number) {
        if (!once.compareAndSet(false, true)) {
            // Workers end by themselves when this process is gone: their life line breaks.
            Runtime.getRuntime().halt(KILLED_BY_SIGNAL + number);
        }
        asked.countDown();
        onAsked.run();
    }

    /** Waits until it is asked for; an interrupt counts as that. */
    void await() {
        try {
            asked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits a while; whether it was asked for meanwhile. */
    boolean await(long millis) {
        try {
            return asked.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Stops listening: signals do again what they did before. */
    @Override
    public void close() {
        restore.run();
    }
}
