package io.mxgateway.core.galaxy;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The last few deploys, and those who read them: one writer, any number of places in the log. A reader that falls behind
 * the oldest one kept goes on there, and sees a hole. Thread-safe.
 */
final class DeployLog {
    /** How far a reader may fall behind. */
    static final int KEPT = 16;

    static final int MAX_WATCHES = 1_000;

    private static final Logger LOG = System.getLogger(DeployLog.class.getName());

    private final Object lock = new Object();
    private final Deque<GalaxyDeploy> deploys = new ArrayDeque<>(); // guarded by lock
    private final Set<Place> watches = new HashSet<>(); // guarded by lock
    private long newest; // guarded by lock; the sequence of the newest deploy, 0 before the first
    private boolean closed; // guarded by lock

    /** Whether anything was published yet. */
    boolean isEmpty() {
        synchronized (lock) {
            return newest == 0;
        }
    }

    /** Appends a deploy and wakes those who wait. */
    void publish(Instant observedAt, Optional<Instant> time, int objects, int attributes) {
        List<Place> waiting;
        synchronized (lock) {
            if (closed) {
                return;
            }
            newest++;
            deploys.add(new GalaxyDeploy(newest, observedAt, time, objects, attributes));
            if (deploys.size() > KEPT) {
                deploys.remove();
            }
            waiting = takeWaiting();
        }
        waiting.forEach(Place::wake);
    }

    private List<Place> takeWaiting() {
        List<Place> waiting = new ArrayList<>();
        for (Place place : watches) {
            if (place.waits) {
                place.waits = false;
                waiting.add(place);
            }
        }
        return waiting;
    }

    /**
     * A new reader, at the newest deploy.
     *
     * @throws GalaxyException when there are too many
     */
    DeployWatch watch(Optional<Instant> lastSeen, Runnable wakeUp) {
        synchronized (lock) {
            if (closed) {
                return DeployWatch.OVER;
            }
            if (watches.size() >= MAX_WATCHES) {
                throw new GalaxyException(
                        GalaxyErrorCode.LIMIT_REACHED,
                        "the maximum of " + MAX_WATCHES + " watches of deploys is reached; end one first");
            }
            Place place = new Place(Math.max(1, newest), lastSeen, wakeUp);
            watches.add(place);
            return place;
        }
    }

    /** How many readers there are. */
    int watches() {
        synchronized (lock) {
            return watches.size();
        }
    }

    /** Ends all readers; what they have not polled yet is lost. Idempotent. */
    void close() {
        List<Place> waiting;
        synchronized (lock) {
            closed = true;
            waiting = takeWaiting();
            watches.clear();
        }
        waiting.forEach(Place::wake);
    }

    private final class Place implements DeployWatch {
        private final Runnable wakeUp;
        private Optional<Instant> known; // guarded by lock; what the reader need not be told first; then empty
        private long next; // guarded by lock; the sequence to poll next
        private boolean waits; // guarded by lock; polled null and was not woken since
        private boolean left; // guarded by lock

        Place(long next, Optional<Instant> known, Runnable wakeUp) {
            this.next = next;
            this.known = Objects.requireNonNull(known, "lastSeen");
            this.wakeUp = Objects.requireNonNull(wakeUp, "wakeUp");
        }

        @Override
        public GalaxyDeploy poll() {
            synchronized (lock) {
                GalaxyDeploy deploy = nextDeploy();
                if (deploy != null && known.isPresent() && known.equals(deploy.timeOfLastDeploy())) {
                    known = Optional.empty();
                    deploy = nextDeploy();
                }
                if (deploy == null) {
                    waits = true;
                } else {
                    known = Optional.empty();
                }
                return deploy;
            }
        }

        private GalaxyDeploy nextDeploy() {
            if (left || closed || next > newest) {
                return null;
            }
            for (GalaxyDeploy deploy : deploys) {
                if (deploy.sequence() >= next) {
                    next = deploy.sequence() + 1;
                    return deploy;
                }
            }
            return null;
        }

        @Override
        public boolean ended() {
            synchronized (lock) {
                return left || closed;
            }
        }

        @Override
        public void close() {
            synchronized (lock) {
                left = true;
                waits = false;
                watches.remove(this);
            }
        }

        private void wake() {
            try {
                wakeUp.run();
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, "the wake-up of a reader of deploys failed; the others go on", e);
            }
        }
    }
}
