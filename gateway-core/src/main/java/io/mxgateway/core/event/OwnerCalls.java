package io.mxgateway.core.event;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * What the owner of a log has still to be told. It is noted under the log's lock, in the order in which it was decided,
 * and told outside of it, one call at a time, by whichever thread comes first.
 *
 * <p>Bounded, because only what matters is kept: of back-pressure the last word, of the number of streams the peak since
 * the owner was last told, and the last.
 */
final class OwnerCalls {
    private static final Logger LOG = System.getLogger(OwnerCalls.class.getName());
    private static final int NOTHING = -1;

    private final Object lock;
    private final EventLog.Owner owner;

    // All guarded by lock.
    private boolean telling;
    private boolean pressure;
    private boolean pressureTold;
    // Whether somebody else than the owner has seen pressure, and the owner was not told since that it is over.
    private boolean pressureSeen;
    // NOTHING when there is no such thing to tell.
    private int streamsPeak = NOTHING;
    private int streamsLast = NOTHING;
    // Null when there is none to tell.
    private String fatal;

    OwnerCalls(Object lock, EventLog.Owner owner) {
        this.lock = lock;
        this.owner = owner;
    }

    /** Under the lock. */
    void notePressure(boolean holdUp) {
        pressure = holdUp;
    }

    /** Under the lock: somebody was told that there is pressure, and waits for the word that it is over. */
    void notePressureSeen() {
        pressureSeen = true;
    }

    /** Under the lock. */
    void noteStreams(int attached) {
        streamsPeak = Math.max(streamsPeak, streamsLast);
        streamsLast = attached;
    }

    /** Under the lock. */
    void noteFatal(String text) {
        fatal = text;
    }

    /** Under the lock: whether this thread has to {@link #tell}. */
    boolean hasSomething() {
        return !telling && (pressureToTell() || streamsLast != NOTHING || fatal != null);
    }

    private boolean pressureToTell() {
        return pressure != pressureTold || (pressureSeen && !pressure);
    }

    /** Outside the lock: tells what there is, unless another thread (or this one, further up) is about it already. */
    void tell() {
        for (Runnable call = next(false); call != null; call = next(true)) {
            try {
                call.run();
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, "the owner of an event log failed to take a notice; the log goes on", e);
            }
        }
    }

    private Runnable next(boolean mine) {
        synchronized (lock) {
            if (telling && !mine) {
                return null;
            }
            Runnable call = take();
            telling = call != null;
            return call;
        }
    }

    private Runnable take() {
        if (pressureToTell()) {
            boolean holdUp = pressure;
            pressureTold = holdUp;
            pressureSeen &= holdUp;
            return () -> owner.onBackPressure(holdUp);
        }
        if (streamsLast != NOTHING) {
            int attached;
            if (streamsPeak > streamsLast) {
                attached = streamsPeak;
            } else {
                attached = streamsLast;
                streamsLast = NOTHING;
            }
            streamsPeak = NOTHING;
            return () -> owner.onStreams(attached);
        }
        if (fatal != null) {
            String text = fatal;
            fatal = null;
            return () -> owner.onFatalOverflow(text);
        }
        return null;
    }
}
