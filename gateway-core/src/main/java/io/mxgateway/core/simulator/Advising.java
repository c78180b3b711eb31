package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxEventBody;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.mx.MxQuality;
import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxStatusCategory;
import io.mxgateway.core.mx.MxStatusSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Takes items through their life: advised, suspended, activated, unadvised. Guarded by the backend's queue. */
final class Advising {
    private static final MxStatus PENDING = MxStatus.of(MxStatusCategory.PENDING, MxStatusSource.REQUESTING_LMX, 0);
    private static final long NOT_YET = -1;

    private final SimulatedGalaxyState galaxy;
    private final Pace pace;
    private final ScanLoop scans;
    private final Outlet events;
    private final Consumer<Runnable> inQueue;
    private final long sessionHash;
    private final List<Item> operations = new ArrayList<>();
    // When the first advise of a session is through, which later ones wait for; NOT_YET before it.
    private long connectedAt = NOT_YET;

    /** Items that get their first value together. */
    final class Batch {
        private final List<Item> items = new ArrayList<>();
        // How many of them have been dealt with.
        private int done;

        private Batch() {}

        private void deliver() {
            while (done < items.size()) {
                if (!events.isReady()) {
                    events.whenReady(() -> inQueue.accept(this::deliver));
                    break;
                }
                Item item = items.get(done++);
                // Whoever unadvised or suspended it meanwhile, has taken it out of the batch.
                if (item.awaited == this) {
                    item.awaited = null;
                    boolean again = item.state == Item.State.LIVE;
                    if (again) {
                        scans.end(item);
                    }
                    scans.begin(item, galaxy.elapsed());
                }
            }
            pace.needScan();
        }
    }

    /**
     * Nothing advised yet.
     *
     * @param inQueue runs a task in the backend's queue, from any thread
     */
    Advising(
            SimulatedGalaxyState galaxy,
            Pace pace,
            ScanLoop scans,
            Outlet events,
            Consumer<Runnable> inQueue,
            String sessionId) {
        this.galaxy = galaxy;
        this.pace = pace;
        this.scans = scans;
        this.events = events;
        this.inQueue = inQueue;
        this.sessionHash = Hash.of(galaxy.description().seed(), sessionId);
    }

    /** A batch for the items that one command advises. */
    Batch batch() {
        return new Batch();
    }

    /** Delivers the first values of a batch when its items are resolved. */
    void schedule(Batch batch) {
        if (!batch.items.isEmpty()) {
            pace.at(resolvedAt(), batch::deliver);
        }
    }

    /** When something that is advised now gets its first value. */
    long resolvedAt() {
        SimulatorOptions options = galaxy.options();
        long now = galaxy.elapsed();
        if (connectedAt == NOT_YET) {
            double span = options.realisticMax().minus(options.realisticMin()).toNanos();
            long connecting = options.realisticMin().toNanos() + (long) (span * Hash.unit(sessionHash, 0));
            connectedAt = options.realistic() ? now + connecting : now;
        }
        return Math.max(connectedAt, now + options.resolveDelay().toNanos());
    }

    /** Advises an item, or makes it supervisory; its first value comes with the batch. */
    void advise(Registration registration, Item item, boolean supervisory, Batch batch) {
        item.supervisory |= supervisory;
        if (!item.isAdvised()) {
            item.state = Item.State.RESOLVING;
            registration.advised(item, galaxy.elapsed());
            await(item, batch);
        } else if (item.state == Item.State.LIVE && galaxy.options().choices().secondAdviseRepeatsValue()) {
            await(item, batch);
        }
    }

    private static void await(Item item, Batch batch) {
        item.awaited = batch;
        batch.items.add(item);
    }

    /** Ends an item's data; nothing more comes of it but the completion of its writes. Does nothing if not advised. */
    void unadvise(Registration registration, Item item) {
        if (!item.isAdvised()) {
            return;
        }
        scans.end(item);
        registration.unadvised(item);
        item.state = Item.State.ADDED;
        item.supervisory = false;
        item.awaited = null;
        item.operationPending = false;
        item.remember(null, MxQuality.BAD, null, List.of());
        if (item.buffer() != null) {
            item.buffer().clear();
        }
    }

    /** Holds back an advised item's data; an OperationComplete follows. */
    MxStatus suspend(Item item) {
        if (item.state == Item.State.SUSPENDED) {
            return MxStatus.good();
        }
        scans.end(item);
        item.state = Item.State.SUSPENDED;
        item.awaited = null;
        if (!item.operationPending) {
            item.operationPending = true;
            operations.add(item);
        }
        pace.needScan();
        return PENDING;
    }

    /** Lets an advised item's data come again. */
    MxStatus activate(Item item, Batch batch) {
        if (item.state != Item.State.SUSPENDED) {
            return MxStatus.good();
        }
        if (item.lastValue == null || galaxy.options().choices().activateRepeatsValue()) {
            item.state = Item.State.RESOLVING;
            await(item, batch);
        } else {
            scans.resume(item);
            pace.needScan();
        }
        return MxStatus.good();
    }

    /** Tells of the operations that are through. */
    void completeOperations() {
        for (Item item : operations) {
            if (item.operationPending) {
                item.operationPending = false;
                events.add(MxEventData.ofItem(
                        MxEventFamily.OPERATION_COMPLETE,
                        MxEventBody.OPERATION_COMPLETE,
                        item.serverHandle(),
                        item.handle(),
                        null,
                        MxQuality.GOOD,
                        galaxy.wallAt(galaxy.elapsed()),
                        List.of(MxStatus.good())));
            }
        }
        operations.clear();
    }
}
