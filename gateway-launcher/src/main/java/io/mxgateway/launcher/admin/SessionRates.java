package io.mxgateway.launcher.admin;

import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.launcher.admin.GatewayView.SessionRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How many events each session gets in a second, from two looks at it. Knows the sessions that there are and no others.
 * Thread-safe; the looking runs on the timer thread.
 */
public final class SessionRates implements AutoCloseable {
    /** What was seen of a session: how many events it had had, and how many it got in a second before. */
    private record Seen(long events, double perSecond) {}

    private final GatewayTime time;
    private final Supplier<List<SessionRow>> sessions;
    private final Object lock = new Object();
    // By id, as of the last look; never changed, but replaced under the lock.
    private volatile Map<String, Seen> seen = Map.of();
    // All guarded by the lock.
    private long lookedNanos;
    private boolean closed;
    private GatewayTime.Timer next = GatewayTime.Timer.NONE;

    public SessionRates(GatewayTime time, Supplier<List<SessionRow>> sessions) {
        this.time = time;
        this.sessions = sessions;
    }

    /** Begins to look. */
    public void start() {
        look();
    }

    private void look() {
        List<SessionRow> rows = sessions.get();
        synchronized (lock) {
            if (closed) {
                return;
            }
            long now = time.nanoTime();
            double seconds = Math.max(1, now - lookedNanos) / 1e9;
            Map<String, Seen> fresh = new HashMap<>();
            for (SessionRow row : rows) {
                Seen before = seen.get(row.id());
                double perSecond = before == null ? 0 : (row.events() - before.events()) / seconds;
                fresh.put(row.id(), new Seen(row.events(), perSecond));
            }
            seen = fresh;
            lookedNanos = now;
            next = time.after(MinuteHistory.STEP, this::look);
        }
    }

    /** Events in a second, of late; 0 while nothing is known of such a session. */
    public double eventsPerSecond(String sessionId) {
        Seen known = seen.get(sessionId);
        return known == null ? 0 : known.perSecond();
    }

    /** Looks no more. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            next.cancel();
        }
    }
}
