package io.mxgateway.core.galaxy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Remembers the lists that queries gave, so that the second page costs no more than its size. Bounded in lists and in
 * places; what was not used for longest goes first. Thread-safe; a list is worked out without a lock, by two at once if
 * they come together.
 */
final class PlaceLists {
    static final int MAX_LISTS = 64;
    static final int MAX_PLACES = 2_000_000;

    private final Object lock = new Object();
    private final Map<String, int[]> lists = new LinkedHashMap<>(16, 0.75f, true); // guarded by lock
    private int places; // guarded by lock; in all lists together

    /** The list of a query, remembered or worked out. */
    int[] get(String query, Supplier<int[]> work) {
        synchronized (lock) {
            int[] known = lists.get(query);
            if (known != null) {
                return known;
            }
        }
        int[] list = work.get();
        if (list.length <= MAX_PLACES) {
            remember(query, list);
        }
        return list;
    }

    private void remember(String query, int[] list) {
        synchronized (lock) {
            int[] before = lists.put(query, list);
            places += list.length - (before == null ? 0 : before.length);
            var eldest = lists.entrySet().iterator();
            while (lists.size() > MAX_LISTS || places > MAX_PLACES) {
                places -= eldest.next().getValue().length;
                eldest.remove();
            }
        }
    }

    /** How many lists are remembered. */
    int size() {
        synchronized (lock) {
            return lists.size();
        }
    }
}
