package io.mxgateway.core.testing;

import io.mxgateway.core.time.GatewayTime;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/**
 * Time that stands still until a test moves it. Timers run on the thread that moves it, in the order of their due times.
 *
 * <p>Thread-safe; no lock is held while a timer runs, so a timer may set and cancel others.
 */
public final class FakeTime implements GatewayTime {
    /** Where every fake time begins. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Object lock = new Object();
    private final PriorityQueue<Entry> timers = new PriorityQueue<>(); // guarded by lock
    private long nanos; // guarded by lock; since START
    private long wallOffsetNanos; // guarded by lock; how far the wall clock was stepped
    private long created; // guarded by lock; orders timers that are due at the same moment

    private record Entry(long due, long order, Runnable task) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return due != other.due ? Long.compare(due, other.due) : Long.compare(order, other.order);
        }
    }

    /** Time at {@link #START}. */
    public FakeTime() {}

    @Override
    public Instant now() {
        synchronized (lock) {
            return START.plusNanos(nanos + wallOffsetNanos);
        }
    }

    @Override
    public long nanoTime() {
        synchronized (lock) {
            return nanos;
        }
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Entry entry;
        synchronized (lock) {
            entry = new Entry(nanos + Math.max(0, delay.toNanos()), created++, task);
            timers.add(entry);
        }
        return () -> {
            synchronized (lock) {
                timers.remove(entry);
            }
        };
    }

    /** Moves time on, running every timer that falls due on the way at its own moment. */
    public void advance(Duration by) {
        long target;
        synchronized (lock) {
            target = nanos + by.toNanos();
        }
        for (Entry due = nextDue(target); due != null; due = nextDue(target)) {
            due.task().run();
        }
        synchronized (lock) {
            nanos = Math.max(nanos, target);
        }
    }

    private Entry nextDue(long target) {
        synchronized (lock) {
            Entry next = timers.peek();
            if (next == null || next.due() > target) {
                return null;
            }
            timers.remove();
            nanos = Math.max(nanos, next.due());
            return next;
        }
    }

    /** Runs the timers that are due now. */
    public void runDue() {
        advance(Duration.ZERO);
    }

    /** Steps the wall clock; the monotonic clock and the timers do not notice. */
    public void stepWallClock(Duration by) {
        synchronized (lock) {
            wallOffsetNanos += by.toNanos();
        }
    }

    /** Lets time pass without running any timer, as when the whole process was stopped for a while. */
    public void freezeFor(Duration by) {
        synchronized (lock) {
            nanos += by.toNanos();
        }
    }

    /** How many timers wait; a test that ends well leaves none. */
    public int pendingTimers() {
        synchronized (lock) {
            return timers.size();
        }
    }
}
