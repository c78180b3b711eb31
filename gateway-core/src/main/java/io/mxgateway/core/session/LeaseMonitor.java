package io.mxgateway.core.session;

import io.mxgateway.core.config.SessionOptions;
import io.mxgateway.core.time.GatewayTime;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks at regular intervals for sessions that nobody uses any more, and closes them. Sleeps without a timer while there
 * is neither a session nor the memory of one. Thread-safe.
 */
final class LeaseMonitor {
    private static final Logger LOG = System.getLogger(LeaseMonitor.class.getName());

    private final SessionRegistry registry;
    private final Tombstones tombstones;
    private final SessionEndings endings;
    private final SessionOptions options;
    private final GatewayTime time;
    private final Object lock = new Object();
    // The next look; null while it sleeps. Guarded by lock.
    private GatewayTime.Timer timer;
    // Guarded by lock; no timer is set once it is true.
    private boolean stopped;
    // The sweep that the timer began last; null before the first. Only the timer's thread uses it.
    private CompletableFuture<Integer> lastSweep;

    LeaseMonitor(
            SessionRegistry registry,
            Tombstones tombstones,
            SessionEndings endings,
            SessionOptions options,
            GatewayTime time) {
        this.registry = registry;
        this.tombstones = tombstones;
        this.endings = endings;
        this.options = options;
        this.time = time;
    }

    /** There is something to look at. */
    void wake() {
        synchronized (lock) {
            if (!stopped && timer == null) {
                timer = time.after(options.leaseSweepInterval(), this::look);
            }
        }
    }

    void stop() {
        GatewayTime.Timer last;
        synchronized (lock) {
            stopped = true;
            last = timer;
            timer = null;
        }
        if (last != null) {
            last.cancel();
        }
    }

    private void look() {
        synchronized (lock) {
            timer = null;
        }
        if (lastSweep == null || lastSweep.isDone()) {
            lastSweep = sweep(time.nanoTime());
        }
        boolean remembered = tombstones.expire();
        if (remembered || registry.size() > 0) {
            wake();
        }
    }

    /**
     * Closes every session that is overdue, so many at a time. What is overdue is decided again when a session's turn has
     * come.
     *
     * @return how many were closed
     */
    CompletableFuture<Integer> sweep(long nowNanos) {
        List<GatewaySession> overdue = registry.sessions().stream()
                .filter(session -> session.isOverdue(nowNanos))
                .toList();
        AtomicInteger closed = new AtomicInteger();
        return Parallel.forEach(
                        overdue,
                        options.maxParallelCloses(),
                        session -> endings.closeOverdue(session, nowNanos).whenComplete((byThis, error) -> {
                            if (error != null) {
                                LOG.log(
                                        Level.WARNING,
                                        "a session nobody used did not close well: session={0} why={1}",
                                        session.id(),
                                        Failures.textOf(Failures.unwrapped(error)));
                            } else if (byThis) {
                                closed.incrementAndGet();
                            }
                        }))
                .thenApply(done -> closed.get());
    }
}
