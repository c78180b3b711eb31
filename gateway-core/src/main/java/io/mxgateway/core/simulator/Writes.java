package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxEventBody;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.mx.MxQuality;
import io.mxgateway.core.mx.MxStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** The writes that were accepted and are completed at the next scan, in their order. Guarded by the backend's queue. */
final class Writes {
    private final SimulatedGalaxyState galaxy;
    private final Pace pace;
    private final WriteJudge judge;
    private final Outlet events;
    private final List<Accepted> accepted = new ArrayList<>();
    // Users who gave their password in this session, and those of whom it was told an id.
    private final Set<Integer> authenticated = new HashSet<>();
    private final Set<Integer> known = new HashSet<>();

    private record Accepted(Item item, WriteOrder order) {}

    Writes(SimulatedGalaxyState galaxy, Pace pace, Outlet events) {
        this.galaxy = galaxy;
        this.pace = pace;
        this.judge = new WriteJudge(galaxy);
        this.events = events;
    }

    /** A user gave the right password. */
    void authenticated(int userId) {
        authenticated.add(userId);
        known.add(userId);
    }

    /** The session was told a user's id. */
    void known(int userId) {
        known.add(userId);
    }

    /** Whether the users that sign a write have given their passwords; 0 for a verifier that is not there. */
    boolean mayTry(WriteOrder order) {
        return !order.secured()
                || (authenticated.contains(order.userId())
                        && (order.verifierId() == 0 || authenticated.contains(order.verifierId())));
    }

    /** Takes a write; exactly one OnWriteComplete follows. */
    void accept(Item item, WriteOrder order) {
        item.writesPending++;
        accepted.add(new Accepted(item, order));
        pace.needScan();
    }

    /** Completes all writes. */
    void complete(long now) {
        for (Accepted write : accepted) {
            complete(write, now);
        }
        accepted.clear();
    }

    /** Completes the writes to an item that is about to go. */
    void completeEarly(Item item) {
        if (item.writesPending == 0) {
            return;
        }
        for (Iterator<Accepted> writes = accepted.iterator(); writes.hasNext(); ) {
            Accepted write = writes.next();
            if (write.item() == item) {
                writes.remove();
                complete(write, galaxy.elapsed());
            }
        }
    }

    private void complete(Accepted write, long now) {
        Item item = write.item();
        item.writesPending--;
        MxStatus status = judge.write(item, write.order(), known, now);
        events.add(MxEventData.ofItem(
                MxEventFamily.ON_WRITE_COMPLETE,
                MxEventBody.WRITE_COMPLETE,
                item.serverHandle(),
                item.handle(),
                null,
                MxQuality.GOOD,
                galaxy.wallAt(now),
                List.of(status)));
    }
}
