package io.mxgateway.core.security;

import io.mxgateway.core.testing.FakeTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Keys, a store in memory that counts what is asked of it, and an audit that remembers. */
final class TestKeys {
    static final Pepper PEPPER = Pepper.of("0123456789abcdef0123456789abcdef");

    private TestKeys() {}

    static ApiKey key(String id, Scope... scopes) {
        return new ApiKey(
                id,
                "test",
                scopes.length == 0 ? Set.of(Scope.METADATA_READ) : Set.of(scopes),
                KeyConstraints.NONE,
                FakeTime.START,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static ApiKey expiring(String id, Instant at) {
        ApiKey key = key(id);
        return new ApiKey(
                id,
                key.name(),
                key.scopes(),
                key.constraints(),
                key.createdAt(),
                Optional.of(at),
                Optional.empty(),
                Optional.empty());
    }

    static String secret(int number) {
        byte[] bytes = new byte[KeyToken.SECRET_BYTES];
        new Random(number).nextBytes(bytes);
        return java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static StoredKey stored(ApiKey key, String secret) {
        return new StoredKey(key, PEPPER.hash(secret));
    }

    static String header(String id, String secret) {
        return "Bearer " + KeyToken.text(id, secret);
    }

    /** Keys in memory; a change shows at once. */
    static final class MemoryStore implements ApiKeyStore {
        final Map<String, StoredKey> keys = new ConcurrentHashMap<>();
        final List<String> touches = new CopyOnWriteArrayList<>();
        final AtomicInteger finds = new AtomicInteger();
        volatile List<KeyProblem> problems = List.of();
        volatile boolean broken;

        @Override
        public Optional<StoredKey> find(String keyId) {
            finds.incrementAndGet();
            return Optional.ofNullable(keys.get(keyId));
        }

        @Override
        public List<ApiKey> list() {
            return new TreeMap<>(keys).values().stream().map(StoredKey::key).toList();
        }

        @Override
        public void create(StoredKey key) {
            keys.put(key.key().id(), key);
        }

        @Override
        public ApiKey rotate(String keyId, SecretHash hash) {
            return keys.compute(keyId, (id, old) -> new StoredKey(old.key(), hash))
                    .key();
        }

        @Override
        public ApiKey revoke(String keyId, Instant at) {
            return keys.compute(keyId, (id, old) -> new StoredKey(old.key().revoked(at), old.hash()))
                    .key();
        }

        @Override
        public ApiKey delete(String keyId) {
            return keys.remove(keyId).key();
        }

        @Override
        public void touched(String keyId, Instant at) {
            touches.add(keyId);
        }

        @Override
        public Map<String, StoredKey> refresh() {
            if (broken) {
                throw new KeyStoreException(KeyStoreException.Reason.UNAVAILABLE, "broken");
            }
            return Map.copyOf(keys);
        }

        @Override
        public List<KeyProblem> problems() {
            return problems;
        }
    }

    /** Remembers all that it is told. */
    static final class MemoryAudit implements Audit {
        final List<AuditRecord> records = java.util.Collections.synchronizedList(new ArrayList<>());

        @Override
        public void record(AuditRecord record) {
            records.add(record);
        }
    }
}
