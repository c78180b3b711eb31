package io.mxgateway.core.worker;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.core.time.GatewayTime.Timer;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Notices that a worker has fallen silent.
 *
 * <p>It looks four times per heartbeat interval. Silence beyond the grace counts, beyond the ceiling while a command is
 * in flight. Nobody is declared silent at first sight: the next look must find the same, so that what was waiting to be
 * read has been read; with that, a hang is noticed within the grace and three quarters of an interval. A look that comes
 * as late as the next one shows that the gateway itself stood still; then the silence begins anew.
 *
 * <p>Thread-safe.
 */
public final class SilenceClock {
    private static final int LOOKS_PER_INTERVAL = 4;
    // A timer of a busy machine may be this late without anything having stood still.
    private static final long JITTER_NANOS = 200_000_000;

    private final GatewayTime time;
    private final GatewayMetrics metrics;
    private final long intervalNanos;
    private final long graceNanos;
    private final long ceilingNanos;
    private final IntSupplier inFlight;
    private final Consumer<String> onSilence;
    private final Duration untilNextLook;
    private final long lateNanos;
    // When the worker was last heard, or the silence last began anew; on the monotonic clock.
    private volatile long evidenceNanos;

    // All below is guarded by this object.
    private boolean running;
    // Whether the gateway does not listen; the silence does not count then.
    private boolean paused;
    private Timer timer = Timer.NONE;
    private long nextLookNanos;
    // Whether the last look found silence beyond what is allowed.
    private boolean suspected;
    // Heartbeats counted as missed in this silence.
    private long missed;

    /**
     * A clock that is not running.
     *
     * @param interval how often the worker sends heartbeats
     * @param grace how long it may be silent
     * @param ceiling how long it may be silent while a command is in flight
     * @param inFlight tells how many commands are in flight; called on the timer's thread
     * @param onSilence called at most once, on the timer's thread, with the facts for a person
     */
    public SilenceClock(
            GatewayTime time,
            GatewayMetrics metrics,
            Duration interval,
            Duration grace,
            Duration ceiling,
            IntSupplier inFlight,
            Consumer<String> onSilence) {
        this.time = time;
        this.metrics = metrics;
        this.intervalNanos = interval.toNanos();
        this.graceNanos = grace.toNanos();
        this.ceilingNanos = ceiling.toNanos();
        this.inFlight = inFlight;
        this.onSilence = onSilence;
        this.untilNextLook = interval.dividedBy(LOOKS_PER_INTERVAL);
        this.lateNanos = Math.max(untilNextLook.toNanos(), JITTER_NANOS);
    }

    /** Begins to look, with a silence that begins now. Once; a clock that was stopped stays stopped. */
    public void start() {
        evidenceNanos = time.nanoTime();
        synchronized (this) {
            running = true;
        }
        lookAgain();
    }

    /** The worker was heard, whatever it said. Cheap enough for every frame. */
    public void heard() {
        evidenceNanos = time.nanoTime();
    }

    /** The gateway does not listen for now, so the silence does not count. Idempotent. */
    public synchronized void pause() {
        paused = true;
        suspected = false;
    }

    /** The gateway listens again; the silence begins anew. Idempotent. */
    public void resume() {
        long now = time.nanoTime();
        synchronized (this) {
            if (!paused) {
                return;
            }
            paused = false;
            evidenceNanos = now;
            missed = 0;
        }
    }

    /** Looks no more, and declares nothing but what it is declaring. Idempotent, legal before the start. */
    public void stop() {
        Timer last;
        synchronized (this) {
            running = false;
            last = timer;
            timer = Timer.NONE;
        }
        last.cancel();
    }

    private void lookAgain() {
        long due = time.nanoTime() + untilNextLook.toNanos();
        synchronized (this) {
            nextLookNanos = due;
        }
        Timer next = time.after(untilNextLook, this::look);
        synchronized (this) {
            if (running) {
                timer = next;
                return;
            }
        }
        next.cancel();
    }

    private void look() {
        long now = time.nanoTime();
        int commands = inFlight.getAsInt();
        long newlyMissed = 0;
        String verdict = null;
        synchronized (this) {
            if (!running) {
                return;
            }
            boolean stoodStill = now - nextLookNanos >= lateNanos;
            if (paused) {
                suspected = false;
            } else if (stoodStill) {
                evidenceNanos = now;
                suspected = false;
                missed = 0;
            } else {
                long silence = now - evidenceNanos;
                newlyMissed = countMissed(silence);
                verdict = judge(silence, commands);
            }
        }
        if (newlyMissed > 0) {
            metrics.count(GatewayMetric.HEARTBEATS_MISSED, newlyMissed);
        }
        if (verdict == null) {
            lookAgain();
        } else {
            onSilence.accept(verdict);
        }
    }

    /** How many more heartbeats this silence has cost; one counts as missed half an interval after it was due. */
    private long countMissed(long silence) {
        long all = Math.max(0, (silence - intervalNanos / 2) / intervalNanos);
        long more = Math.max(0, all - missed);
        missed = all;
        return more;
    }

    private String judge(long silence, int commands) {
        long allowed = commands > 0 ? ceilingNanos : graceNanos;
        if (silence <= allowed) {
            suspected = false;
            return null;
        }
        if (!suspected) {
            suspected = true;
            return null;
        }
        running = false;
        return "the worker has been silent for too long: silentMs=" + silence / 1_000_000 + " allowedMs="
                + allowed / 1_000_000 + " inFlight=" + commands;
    }
}
