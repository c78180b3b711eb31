package io.mxgateway.core.event;

import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.ReplayGap;
import io.mxgateway.core.mx.ReplayGapEvent;
import io.mxgateway.core.time.GatewayTime;
import java.util.ArrayList;
import java.util.List;

/**
 * The place of a log's one polling reader. Nobody waits for it and it waits for nobody.
 *
 * <p>Not thread-safe: guarded by the lock of the log.
 */
final class DrainCursor {
    private final String sessionId;
    private final GatewayTime time;

    // The next event to return, whether or not it is kept any more.
    private long next = 1;

    DrainCursor(String sessionId, GatewayTime time) {
        this.sessionId = sessionId;
        this.time = time;
    }

    /** See {@link EventLog#drain}. */
    List<MxEvent> take(EventRing ring, int maxEvents, long maxBytes, Effects effects) {
        List<MxEvent> taken = new ArrayList<>();
        long bytes = 0;
        if (next < ring.oldest()) {
            ReplayGap lost = new ReplayGap(next - 1, ring.oldest());
            MxEvent gap = new ReplayGapEvent(sessionId, lost, time.now());
            taken.add(gap);
            bytes = gap.approximateBytes();
            next = ring.oldest();
            effects.gaps = 1;
        }
        while (next <= ring.newest() && (maxEvents <= 0 || taken.size() < maxEvents)) {
            MxEvent event = ring.get(next);
            bytes += event.approximateBytes();
            if (bytes > maxBytes && !taken.isEmpty()) {
                break;
            }
            taken.add(event);
            next++;
        }
        return taken;
    }
}
