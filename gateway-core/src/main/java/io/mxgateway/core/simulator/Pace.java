package io.mxgateway.core.simulator;

import io.mxgateway.core.time.GatewayTime;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;

/**
 * Tells a backend when something is due: scans, while there is something to scan for, and single tasks. However much
 * waits, there is at most one timer, and none when nothing waits. Guarded by the backend's queue; times are nanoseconds
 * after the galaxy's start.
 */
final class Pace {
    /** Later than any time. */
    private static final long NEVER = Long.MAX_VALUE;

    /** Looks for changes. */
    @FunctionalInterface
    interface Scan {
        /** Scans, and tells whether another scan is needed. */
        boolean run(long scanTime);
    }

    private record Entry(long due, long order, Runnable task) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return due != other.due ? Long.compare(due, other.due) : Long.compare(order, other.order);
        }
    }

    private final SimulatedGalaxyState galaxy;
    private final Scan scan;
    private final LongConsumer wake;
    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long entriesMade;
    // NEVER when no scan is needed.
    private long nextScan = NEVER;
    // What the timer is set to; NEVER when there is none.
    private long armed = NEVER;
    private GatewayTime.Timer timer = GatewayTime.Timer.NONE;
    private boolean held;
    private boolean stopped;

    /**
     * Nothing is due yet.
     *
     * @param wake called by the timer on its thread with the time it was set to; has to come back to {@link #fired},
     *     {@link #runDue} and {@link #arm} in the backend's queue
     */
    Pace(SimulatedGalaxyState galaxy, Scan scan, LongConsumer wake) {
        this.galaxy = galaxy;
        this.scan = scan;
        this.wake = wake;
    }

    /** Runs a task at a time, at the earliest with the next {@link #runDue}. */
    void at(long due, Runnable task) {
        entries.add(new Entry(due, entriesMade++, task));
    }

    /** A scan is needed; it comes at the next boundary between two scans. */
    void needScan() {
        if (nextScan == NEVER) {
            nextScan = (galaxy.elapsed() / galaxy.scanNanos() + 1) * galaxy.scanNanos();
        }
    }

    /** Runs what is due in the order it was due; tasks added meanwhile wait for the next time. */
    void runDue() {
        long newest = entriesMade;
        while (!held && !stopped) {
            long now = galaxy.elapsed();
            Entry entry = entries.peek();
            long due = entry == null || entry.order() >= newest ? NEVER : entry.due();
            if (nextScan <= now && nextScan <= due) {
                long scanTime = now - now % galaxy.scanNanos();
                nextScan = NEVER;
                if (scan.run(scanTime)) {
                    nextScan = scanTime + galaxy.scanNanos();
                }
            } else if (due <= now) {
                entries.remove().task().run();
            } else {
                return;
            }
        }
    }

    /** Sets the timer to what is due next. */
    void arm() {
        long due = held || stopped ? NEVER : nextDue();
        if (due == armed) {
            return;
        }
        timer.cancel();
        armed = due;
        timer = due == NEVER
                ? GatewayTime.Timer.NONE
                : galaxy.time().after(Duration.ofNanos(Math.max(0, due - galaxy.elapsed())), () -> wake.accept(due));
    }

    /** The timer that was set to this time has gone off; one that was called off too late changes nothing. */
    void fired(long due) {
        if (due == armed) {
            timer = GatewayTime.Timer.NONE;
            armed = NEVER;
        }
    }

    private long nextDue() {
        Entry entry = entries.peek();
        return entry == null ? nextScan : Math.min(nextScan, entry.due());
    }

    /** Holds everything back, or lets it go on. */
    void hold(boolean hold) {
        held = hold;
    }

    /** Nothing is due ever again. */
    void stop() {
        stopped = true;
        entries.clear();
        nextScan = NEVER;
        arm();
    }
}
