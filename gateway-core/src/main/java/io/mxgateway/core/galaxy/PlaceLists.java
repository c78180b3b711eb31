package io.mxgateway.core.galaxy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * Remembers the lists that queries gave, so that the second page costs no more than its size. Bounded in lists and in
 * places; what was not used for longest goes first. Thread-safe; a list is worked out without a lock, by two at once if
 * they come together.
 */
final class PlaceLists {
    static final int MAX_LISTS = 64;
    static final int MAX_PLACES = 2_000_000;

    /**
     * A list, and beside each place whether there is more below it, worked out when it is first asked. Two threads at once
     * work out and store the same.
     */
    static final class Listed {
        private static final byte NO = 1;
        private static final byte YES = 2;

        private final int[] places;
        // 0 while nobody has asked.
        private final byte[] more;

        Listed(int[] places) {
            this.places = places;
            this.more = new byte[places.length];
        }

        int[] places() {
            return places;
        }

        /** Whether there is more below the place at an index. */
        boolean more(int index, IntPredicate work) {
            if (more[index] == 0) {
                more[index] = work.test(places[index]) ? YES : NO;
            }
            return more[index] == YES;
        }
    }

    private final Object lock = new Object();
    private final Map<String, Listed> lists = new LinkedHashMap<>(16, 0.75f, true); // guarded by lock
    private int places; // guarded by lock; in all lists together

    /** The list of a query, remembered or worked out. */
    Listed get(String query, Supplier<int[]> work) {
        synchronized (lock) {
            Listed known = lists.get(query);
            if (known != null) {
                return known;
            }
        }
        Listed list = new Listed(work.get());
        if (list.places().length <= MAX_PLACES) {
            remember(query, list);
        }
        return list;
    }

    private void remember(String query, Listed list) {
        synchronized (lock) {
            Listed before = lists.put(query, list);
            places += list.places().length - (before == null ? 0 : before.places().length);
            var eldest = lists.entrySet().iterator();
            while (lists.size() > MAX_LISTS || places > MAX_PLACES) {
                places -= eldest.next().getValue().places().length;
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
