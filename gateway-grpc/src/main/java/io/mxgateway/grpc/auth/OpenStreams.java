package io.mxgateway.grpc.auth;

import io.grpc.StatusRuntimeException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Which streaming calls each key has open. Holds no more than there are calls. Thread-safe. */
final class OpenStreams {
    // No empty sets in it; a set is only touched within the map's own step for its key.
    private final Map<String, Set<RevocableCall<?, ?>>> byKey = new ConcurrentHashMap<>();
    // How many keys have ended; grows before the streams of the key are looked for.
    private final AtomicLong ended = new AtomicLong();

    /** How many keys have ended so far: when it has not changed since, nobody has missed a stream. */
    long ended() {
        return ended.get();
    }

    void add(String keyId, RevocableCall<?, ?> call) {
        byKey.compute(keyId, (key, calls) -> {
            Set<RevocableCall<?, ?>> all = calls == null ? new HashSet<>() : calls;
            all.add(call);
            return all;
        });
    }

    void remove(String keyId, RevocableCall<?, ?> call) {
        byKey.computeIfPresent(keyId, (key, calls) -> {
            calls.remove(call);
            return calls.isEmpty() ? null : calls;
        });
    }

    /** Ends all streams of a key. */
    void end(String keyId, Supplier<StatusRuntimeException> failure) {
        ended.incrementAndGet();
        Set<RevocableCall<?, ?>> calls = byKey.remove(keyId);
        // Nobody else has the set any more: it was taken out in one step, and who comes later gets another.
        if (calls != null) {
            List.copyOf(calls).forEach(call -> call.end(failure.get()));
        }
    }

    /** How many streams are open. */
    int size() {
        AtomicLong count = new AtomicLong();
        byKey.forEach((key, calls) -> byKey.computeIfPresent(key, (same, set) -> {
            count.addAndGet(set.size());
            return set;
        }));
        return Math.toIntExact(count.get());
    }
}
