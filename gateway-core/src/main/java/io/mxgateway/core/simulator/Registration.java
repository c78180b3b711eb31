package io.mxgateway.core.simulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One registration (server handle) and its items. Guarded by the backend's queue. */
final class Registration {
    private final int handle;
    private final Map<Integer, Item> items = new LinkedHashMap<>();
    // Advised items by their absolute reference, the first of each chain.
    private final Map<String, Item> advised = new HashMap<>();
    // The handle the next item gets; never goes back.
    private int nextItem;
    private long bufferedNanos;
    // When buffered items deliver next, in nanoseconds after the galaxy's start.
    private long bufferedDue;
    // Buffered items that are advised; with the first of them an interval begins.
    private int bufferedAdvised;

    Registration(int handle, int firstItem, long bufferedNanos) {
        this.handle = handle;
        this.nextItem = firstItem;
        this.bufferedNanos = bufferedNanos;
    }

    int handle() {
        return handle;
    }

    /** The item with this handle; null when there is none. */
    Item item(int itemHandle) {
        return items.get(itemHandle);
    }

    Collection<Item> items() {
        return items.values();
    }

    /** A copy that stays as it is while items are removed. */
    List<Item> itemsNow() {
        return new ArrayList<>(items.values());
    }

    /** A handle that was never given before. */
    int takeHandle() {
        return nextItem++;
    }

    void add(Item item) {
        items.put(item.handle(), item);
    }

    void remove(Item item) {
        items.remove(item.handle());
    }

    /** An item was advised. */
    void advised(Item item, long now) {
        if (item.buffer() != null && bufferedAdvised++ == 0) {
            bufferedDue = now + bufferedNanos;
        }
        item.nextAlike = advised.put(item.key(), item);
    }

    /** An item is not advised any more. */
    void unadvised(Item item) {
        if (item.buffer() != null) {
            bufferedAdvised--;
        }
        Item first = advised.get(item.key());
        if (first == item) {
            if (item.nextAlike == null) {
                advised.remove(item.key());
            } else {
                advised.put(item.key(), item.nextAlike);
            }
        } else {
            Item before = first;
            while (before != null && before.nextAlike != item) {
                before = before.nextAlike;
            }
            if (before != null) {
                before.nextAlike = item.nextAlike;
            }
        }
        item.nextAlike = null;
    }

    /** An advised item of this reference that has a value; null when there is none. */
    Item withValue(String key) {
        Item item = advised.get(key);
        while (item != null && item.lastValue == null) {
            item = item.nextAlike;
        }
        return item;
    }

    void setBufferedInterval(long nanos, long now) {
        bufferedNanos = nanos;
        bufferedDue = now + nanos;
    }

    /** Whether buffered items deliver now; if so, the next time is one interval on. */
    boolean takeBufferedDue(long now) {
        if (now < bufferedDue) {
            return false;
        }
        bufferedDue += ((now - bufferedDue) / bufferedNanos + 1) * bufferedNanos;
        return true;
    }
}
