package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxValue;
import java.time.Instant;
import java.util.List;

/** One item of a registration. Everything that changes is guarded by the backend's queue. */
final class Item {
    /** The life of an item, from AddItem to RemoveItem. */
    enum State {
        /** Added, not advised. */
        ADDED,
        /** Advised; its first value is on the way. */
        RESOLVING,
        /** Advised; its first value was delivered, changes follow. */
        LIVE,
        /** Advised, but data is held back. */
        SUSPENDED
    }

    /** Of an item that is not in the list of moving ones. */
    static final int NOT_MOVING = -1;

    private final int serverHandle;
    private final int handle;
    private final String definition;
    private final String key;
    private final Target target;
    private final AttributeNode attribute;
    private final ValueBuffer buffer;

    State state = State.ADDED;
    /** Whether its writes count as the system's. */
    boolean supervisory;
    /** The delivery its first value comes with, null when none is awaited. */
    Object awaited;
    /** Whether an OperationComplete is owed. */
    boolean operationPending;
    /** Writes that were accepted and not completed. */
    int writesPending;

    /** What was delivered last; null before the first value. */
    MxValue lastValue;

    int lastQuality;
    Instant lastTimestamp;
    List<MxStatus> lastStatuses = List.of();
    /** The last value as a number, for items that move as one. */
    double lastNumber;

    /** The attribute's value, its object's trouble and the scan that were looked at last. */
    AttributeNode.Held seenHeld;

    Trouble seenTrouble = Trouble.NONE;
    long seenScan;
    /** Where it stands in the list of moving items, or {@link #NOT_MOVING}. */
    int movingPlace = NOT_MOVING;
    /** The next advised item with the same reference; null at the end of the chain. */
    Item nextAlike;

    /**
     * An item that is added and not advised.
     *
     * @param definition the reference as the client gave it
     * @param key the absolute reference in lower case
     * @param buffer null for an ordinary item
     */
    Item(int serverHandle, int handle, String definition, String key, Target target, ValueBuffer buffer) {
        this.serverHandle = serverHandle;
        this.handle = handle;
        this.definition = definition;
        this.key = key;
        this.target = target;
        this.attribute = target instanceof Target.OfAttribute known ? known.attribute() : null;
        this.buffer = buffer;
    }

    int serverHandle() {
        return serverHandle;
    }

    int handle() {
        return handle;
    }

    String definition() {
        return definition;
    }

    String key() {
        return key;
    }

    Target target() {
        return target;
    }

    /** The attribute it stands for; null when its reference does not resolve. */
    AttributeNode attribute() {
        return attribute;
    }

    /** Where its values are collected; null for an item that delivers each by itself. */
    ValueBuffer buffer() {
        return buffer;
    }

    boolean isAdvised() {
        return state != State.ADDED;
    }

    /** Whether it moves as a number by itself and so can be compared as one. */
    boolean movesAsNumber() {
        return target instanceof Target.Whole && attribute.movesAsNumber();
    }

    /** The last value delivered. */
    Sample last() {
        return new Sample(lastValue, lastQuality, lastTimestamp, lastStatuses);
    }

    void remember(MxValue value, int quality, Instant timestamp, List<MxStatus> statuses) {
        lastValue = value;
        lastQuality = quality;
        lastTimestamp = timestamp;
        lastStatuses = statuses;
    }
}
