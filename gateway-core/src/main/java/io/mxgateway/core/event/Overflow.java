package io.mxgateway.core.event;

import io.mxgateway.core.config.EventOptions;
import io.mxgateway.core.config.OverflowPolicy;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.core.time.GatewayTime.Timer;

/**
 * Keeps a log at its size, and decides what becomes of client streams that the writer would lap.
 *
 * <p>While every client stream is full the source is held up, and what was on its way is kept beyond the log's size: it
 * can be read at once, and nothing has to be moved when there is room again. A source that does not stop is endured up to
 * {@link #MAX_EXCESS} events; after that, as when the wait is over, the policy applies.
 *
 * <p>Guarded by the lock of the log.
 */
final class Overflow {
    /** How many events a held-up source may still bring. */
    static final int MAX_EXCESS = 4_096;

    /** What a log does to those that fall behind. */
    interface Verdict {
        /** This stream is over. */
        void disconnect(LogCursor client, Effects effects);

        /** The whole session is over. */
        void fail(LogCursor client, Effects effects);
    }

    private final EventOptions options;
    private final EventRing ring;
    private final Readers readers;
    private final GatewayTime time;
    private final OwnerCalls ownerCalls;
    private final Verdict verdict;
    private final LogTimer timer;
    private final long fullWait;

    private boolean holding;
    // When the wait is over, on the monotonic clock; meaningless while not holding.
    private long holdUntil;

    Overflow(
            EventOptions options,
            EventRing ring,
            Readers readers,
            GatewayTime time,
            OwnerCalls ownerCalls,
            Verdict verdict,
            LogTimer timer) {
        this.options = options;
        this.ring = ring;
        this.readers = readers;
        this.time = time;
        this.ownerCalls = ownerCalls;
        this.verdict = verdict;
        this.timer = timer;
        this.fullWait = options.fullWait().toNanos();
    }

    /** After an event came, or a reader came or left: brings the log back to its size if nobody is in the way. */
    void settle(Effects effects) {
        long target = ring.newest() - options.logSize() + 1;
        if (ring.oldest() < target) {
            if (readers.allBeyond(target, ring)) {
                ring.dropBefore(target);
            } else if (readers.someBeyond(target, ring)) {
                disconnect(target, true, effects);
            } else {
                ring.dropBefore(readers.slowest(ring));
                if (ring.oldest() < target) {
                    hold(effects);
                    return;
                }
            }
        }
        release();
    }

    /** After a client stream took events: as {@link #settle}; and since it moves, the wait begins anew. */
    void moved(Effects effects) {
        if (holding) {
            settle(effects);
            holdUntil = time.nanoTime() + fullWait;
        }
    }

    /** Whether the source is held up. */
    boolean holdsUp() {
        return holding;
    }

    private void hold(Effects effects) {
        if (!holding) {
            holding = true;
            holdUntil = time.nanoTime() + fullWait;
            ownerCalls.notePressure(true);
        }
        if (fullWait == 0 || ring.size() > options.logSize() + MAX_EXCESS) {
            giveUp(effects);
        } else if (timer.want()) {
            effects.then(() -> timer.set(fullWait));
        }
    }

    private void release() {
        if (holding) {
            // The timer stays; it finds nothing to do, or the next wait.
            holding = false;
            ownerCalls.notePressure(false);
        }
    }

    /** The timer went off. */
    void timeIsUp(Effects effects) {
        timer.fired();
        if (holding) {
            long left = holdUntil - time.nanoTime();
            if (left <= 0) {
                giveUp(effects);
            } else if (timer.want()) {
                effects.then(() -> timer.set(left));
            }
        }
    }

    /** Nobody has read in time: every client stream is full. */
    private void giveUp(Effects effects) {
        release();
        if (options.overflowPolicy() == OverflowPolicy.FAIL_SESSION && readers.clientCount() == 1) {
            verdict.fail(readers.clients().get(0), effects);
        } else {
            disconnect(ring.newest() - options.logSize() + 1, false, effects);
        }
    }

    /**
     * Ends the client streams that have not taken everything before {@code target}, and drops that. A stream that has
     * not even begun to poll can be spared: as long as it would lose only what was there before it came, this is the same
     * as if it had come a moment later, and it begins with a gap.
     */
    private void disconnect(long target, boolean spare, Effects effects) {
        for (LogCursor client : readers.clients()) {
            if (client.next(ring) < target && !(spare && client.foundWaiting(target - 1))) {
                verdict.disconnect(client, effects);
            }
        }
        ring.dropBefore(target);
    }

    /** The log is over: nothing is dropped and nobody is held up any more. The result is cancelled after the lock. */
    Timer finish() {
        release();
        return timer.finish();
    }
}
