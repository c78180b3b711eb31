package io.mxgateway.core.galaxy;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A source that does what a test tells it. Thread-safe. */
final class FakeGalaxySource implements GalaxySource {
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger loads = new AtomicInteger();
    private final AtomicInteger cancels = new AtomicInteger();
    private volatile Optional<Instant> deployed = Optional.of(Galaxies.MONDAY);
    // What every call does first; null for nothing.
    private volatile Trouble trouble;

    interface Trouble {
        void make() throws GalaxySourceException;
    }

    void deploy(Instant time) {
        deployed = Optional.of(time);
    }

    void trouble(Trouble next) {
        trouble = next;
    }

    void well() {
        trouble = null;
    }

    void unreachable(String why) {
        trouble = () -> {
            throw new GalaxySourceException(why, null);
        };
    }

    /** Calls wait for the latch, however often they are interrupted. */
    static Trouble stubborn(CountDownLatch latch) {
        return () -> {
            boolean interrupted = false;
            while (latch.getCount() > 0) {
                try {
                    latch.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /** Calls wait until they are interrupted. */
    static void hang() throws GalaxySourceException {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new GalaxySourceException("interrupted", e);
        }
    }

    int looks() {
        return looks.get();
    }

    int loads() {
        return loads.get();
    }

    int cancels() {
        return cancels.get();
    }

    private void suffer() throws GalaxySourceException {
        Trouble current = trouble;
        if (current != null) {
            current.make();
        }
    }

    @Override
    public String description() {
        return "fake galaxy";
    }

    @Override
    public Optional<Instant> lastDeploy() throws GalaxySourceException {
        looks.incrementAndGet();
        suffer();
        return deployed;
    }

    @Override
    public GalaxyModel load() throws GalaxySourceException {
        loads.incrementAndGet();
        suffer();
        return Galaxies.small(deployed.orElseThrow());
    }

    @Override
    public String test() throws GalaxySourceException {
        suffer();
        return "the fake answers";
    }

    @Override
    public void cancel() {
        cancels.incrementAndGet();
    }
}
