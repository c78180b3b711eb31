package io.mxgateway.grpc.endtoend;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What happened how often, and what was not as it should be. Thread-safe. */
final class ChaosTally {
    private final Map<String, AtomicInteger> counts = new ConcurrentSkipListMap<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

    private final Set<Long> killed = ConcurrentHashMap.newKeySet();

    /** A process is about to be killed of which it is not known yet whose it will be. */
    void killed(long pid) {
        killed.add(pid);
    }

    boolean wasKilled(long pid) {
        return killed.contains(pid);
    }

    boolean anyKilled() {
        return !killed.isEmpty();
    }

    void count(String what) {
        counts.computeIfAbsent(what, key -> new AtomicInteger()).incrementAndGet();
    }

    int of(String what) {
        AtomicInteger count = counts.get(what);
        return count == null ? 0 : count.get();
    }

    void complain(String what) {
        complaints.add(what);
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
