package io.mxgateway.core.security;

import java.util.HashMap;
import java.util.Map;

/**
 * Which reference each item of a session was added with, so that a write, which names a handle, can be judged by it. An
 * item goes when its removal is asked for. Thread-safe.
 */
final class HandleMemory {
    /** The most items remembered; those beyond cannot be written by a constrained key. */
    static final int MAX_ITEMS = 500_000;

    private final Object lock = new Object();
    // References by item handle by server handle; no empty maps in it. Guarded by lock.
    private final Map<Integer, Map<Integer, String>> servers = new HashMap<>();
    // How many references there are. Guarded by lock.
    private int size;

    void learn(int server, int item, String reference) {
        synchronized (lock) {
            Map<Integer, String> items = servers.get(server);
            boolean known = items != null && items.containsKey(item);
            if (!known && size >= MAX_ITEMS) {
                return;
            }
            if (items == null) {
                items = new HashMap<>();
                servers.put(server, items);
            }
            items.put(item, reference);
            size += known ? 0 : 1;
        }
    }

    /** The reference; null when it is not known. */
    String reference(int server, int item) {
        synchronized (lock) {
            Map<Integer, String> items = servers.get(server);
            return items == null ? null : items.get(item);
        }
    }

    void forget(int server, int item) {
        synchronized (lock) {
            Map<Integer, String> items = servers.get(server);
            if (items != null && items.remove(item) != null) {
                size--;
                if (items.isEmpty()) {
                    servers.remove(server);
                }
            }
        }
    }

    void forget(int server) {
        synchronized (lock) {
            Map<Integer, String> items = servers.remove(server);
            size -= items == null ? 0 : items.size();
        }
    }

    int size() {
        synchronized (lock) {
            return size;
        }
    }
}
