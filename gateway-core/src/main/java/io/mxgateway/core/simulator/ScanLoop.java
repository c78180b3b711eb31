package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxEventBody;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds out at each scan what has changed and delivers it, each item at most once, with its last value. Guarded by the
 * backend's queue; times are nanoseconds after the galaxy's start.
 *
 * <p>Only items whose signal can move are looked at every time. The others are looked at when the galaxy says that
 * something was written or that an object's trouble changed.
 */
final class ScanLoop {
    private final SimulatedGalaxyState galaxy;
    private final Collection<Registration> registrations;
    private final Outlet events;
    private final List<Item> moving = new ArrayList<>();
    private final Set<Item> buffering = new LinkedHashSet<>();
    // Items that are LIVE and resolve.
    private int live;
    // The galaxy's change count that the last full look has seen.
    private long seenChanges;
    // Whether a full look has to be repeated, because for some items it was not their scan yet.
    private boolean lookAgain;
    // Timestamps repeat within a scan: the last one made, and the time it stands for.
    private long timestampNanos = -1;
    private Instant timestamp;

    ScanLoop(SimulatedGalaxyState galaxy, Collection<Registration> registrations, Outlet events) {
        this.galaxy = galaxy;
        this.registrations = registrations;
        this.events = events;
        this.seenChanges = galaxy.changes();
    }

    /** Whether there is anything to scan for. */
    boolean isNeeded() {
        return live > 0;
    }

    /** Delivers an item's current value and watches it from now on. */
    void begin(Item item, long now) {
        item.state = Item.State.LIVE;
        if (item.attribute() != null) {
            see(item, now);
            watch(item);
        }
        deliver(item, item.target().sampleAt(now));
    }

    /** Watches an item again that has a value, without delivering it. */
    void resume(Item item) {
        item.state = Item.State.LIVE;
        if (item.attribute() != null) {
            item.seenHeld = null;
            watch(item);
            lookAgain = true;
        }
    }

    /** Watches a {@link Item.State#LIVE live} item no longer; the caller gives it another state. */
    void end(Item item) {
        if (item.state != Item.State.LIVE || item.attribute() == null) {
            return;
        }
        live--;
        buffering.remove(item);
        still(item);
    }

    private void watch(Item item) {
        live++;
        if (item.buffer() != null) {
            buffering.add(item);
        }
        if (item.attribute().moves()) {
            item.movingPlace = moving.size();
            moving.add(item);
        }
    }

    private void still(Item item) {
        if (item.movingPlace == Item.NOT_MOVING) {
            return;
        }
        Item last = moving.remove(moving.size() - 1);
        if (last != item) {
            moving.set(item.movingPlace, last);
            last.movingPlace = item.movingPlace;
        }
        item.movingPlace = Item.NOT_MOVING;
    }

    private static void see(Item item, long now) {
        AttributeNode attribute = item.attribute();
        item.seenHeld = attribute.held();
        item.seenTrouble = attribute.object().trouble();
        item.seenScan = attribute.scanAt(now);
        if (item.movesAsNumber()) {
            item.lastNumber = attribute.numberAt(item.seenScan);
        }
    }

    /**
     * Delivers what has changed up to a scan, as far as it can be taken.
     *
     * @return whether all of it was; if not, the rest is found when this is called again, with its values of then
     */
    boolean deliverChanges(long scanTime) {
        long changes = galaxy.changes();
        if (changes != seenChanges || lookAgain) {
            seenChanges = changes;
            lookAgain = false;
            if (!lookAtAll(scanTime)) {
                lookAgain = true;
                return false;
            }
        }
        for (int i = 0; i < moving.size(); i++) {
            if (!events.isReady()) {
                return false;
            }
            move(moving.get(i), scanTime);
        }
        deliverBuffers(scanTime);
        return true;
    }

    private boolean lookAtAll(long scanTime) {
        for (Registration registration : registrations) {
            for (Item item : registration.items()) {
                if (!events.isReady()) {
                    return false;
                }
                look(item, scanTime);
            }
        }
        return true;
    }

    /** Looks at an item that may have been written or whose object's trouble may have changed. */
    private void look(Item item, long scanTime) {
        AttributeNode attribute = item.attribute();
        if (item.state != Item.State.LIVE || attribute == null) {
            return;
        }
        if (attribute.held() == item.seenHeld && attribute.object().trouble() == item.seenTrouble) {
            return;
        }
        if (attribute.scanAt(scanTime) == item.seenScan) {
            lookAgain = true;
            return;
        }
        see(item, scanTime);
        if (!attribute.moves()) {
            still(item);
        }
        Sample sample = item.target().sampleAt(scanTime);
        if (!sample.looksLike(item.last())) {
            deliver(item, sample);
        }
    }

    private void move(Item item, long scanTime) {
        AttributeNode attribute = item.attribute();
        long scan = attribute.scanAt(scanTime);
        if (scan == item.seenScan || item.seenTrouble != Trouble.NONE) {
            return;
        }
        if (attribute.held() != item.seenHeld || attribute.object().trouble() != Trouble.NONE) {
            return; // changed by another session this moment; the next full look finds it
        }
        item.seenScan = scan;
        if (!item.movesAsNumber()) {
            Sample sample = item.target().sampleAt(scanTime);
            if (!sample.looksLike(item.last())) {
                deliver(item, sample);
            }
            return;
        }
        double number = attribute.numberAt(scan);
        if (number != item.lastNumber) {
            item.lastNumber = number;
            deliver(
                    item,
                    attribute.valueOf(number),
                    attribute.spec().ordinaryQuality(),
                    timestampAt(attribute, scan),
                    Trouble.NONE.statuses());
        }
    }

    private Instant timestampAt(AttributeNode attribute, long scan) {
        long nanos = attribute.changedAt(scan);
        if (nanos != timestampNanos) {
            timestampNanos = nanos;
            timestamp = galaxy.wallAt(nanos);
        }
        return timestamp;
    }

    private void deliver(Item item, Sample sample) {
        deliver(item, sample.value(), sample.quality(), sample.timestamp(), sample.statuses());
    }

    private void deliver(Item item, MxValue value, int quality, Instant when, List<MxStatus> statuses) {
        item.remember(value, quality, when, statuses);
        if (item.buffer() == null) {
            events.add(MxEventData.ofItem(
                    MxEventFamily.ON_DATA_CHANGE,
                    MxEventBody.DATA_CHANGE,
                    item.serverHandle(),
                    item.handle(),
                    value,
                    quality,
                    when,
                    statuses));
            return;
        }
        item.buffer().add(value, quality, when, statuses);
        if (item.buffer().isFull() || item.attribute() == null) {
            events.add(item.buffer().drain(item.serverHandle(), item.handle()));
        }
    }

    private void deliverBuffers(long scanTime) {
        if (buffering.isEmpty()) {
            return;
        }
        for (Registration registration : registrations) {
            if (registration.takeBufferedDue(scanTime)) {
                for (Item item : buffering) {
                    if (item.serverHandle() == registration.handle()
                            && !item.buffer().isEmpty()) {
                        events.add(item.buffer().drain(item.serverHandle(), item.handle()));
                    }
                }
            }
        }
    }
}
