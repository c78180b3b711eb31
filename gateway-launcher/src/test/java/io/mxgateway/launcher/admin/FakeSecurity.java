package io.mxgateway.launcher.admin;

import io.mxgateway.core.security.ApiKey;
import io.mxgateway.core.security.ApiKeys;
import io.mxgateway.core.security.AuditEntry;
import io.mxgateway.core.security.AuditVerifier;
import io.mxgateway.core.security.Caller;
import io.mxgateway.core.security.IssuedKey;
import io.mxgateway.core.security.KeyProblem;
import io.mxgateway.core.security.KeyStoreException;
import io.mxgateway.core.security.KeyStoreException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keys that are only remembered, with secrets that can be searched for, and an audit log that a test writes. */
public final class FakeSecurity implements SecurityView {
    public static final String SECRET = "the-secret-of-";

    public final List<String> acts = new CopyOnWriteArrayList<>();
    public final List<AuditEntry> records = new CopyOnWriteArrayList<>();
    public final List<AuditVerifier.Problem> problems = new CopyOnWriteArrayList<>();
    public volatile boolean unreadable;
    private final Map<String, ApiKey> keys = new TreeMap<>();

    public static AuditEntry record(long id, String actor, String target) {
        return new AuditEntry(
                id,
                Map.of(
                        "time",
                        "2026-01-02T03:04:05Z",
                        "actor",
                        actor,
                        "action",
                        "key.create",
                        "outcome",
                        "denied",
                        "target",
                        target,
                        "peer",
                        "192.0.2.1"),
                Map.of("why", target));
    }

    @Override
    public synchronized List<ApiKey> keys() {
        return new ArrayList<>(keys.values());
    }

    @Override
    public List<KeyProblem> problems() {
        return List.of();
    }

    @Override
    public synchronized IssuedKey create(ApiKeys.Order order, Caller by) {
        acts.add("create " + order.id() + " " + order.scopes() + " by " + by.keyId());
        if (keys.containsKey(order.id())) {
            throw new KeyStoreException(Reason.EXISTS, "there is a key '" + order.id() + "' already");
        }
        keys.put(
                order.id(),
                new ApiKey(
                        order.id(),
                        order.name(),
                        order.scopes(),
                        order.constraints(),
                        Instant.EPOCH,
                        order.expiresAt(),
                        Optional.empty(),
                        Optional.empty()));
        return new IssuedKey(keys.get(order.id()), SECRET + order.id());
    }

    private ApiKey known(String id) {
        ApiKey key = keys.get(id);
        if (key == null) {
            throw new KeyStoreException(Reason.UNKNOWN, "there is no such key");
        }
        return key;
    }

    @Override
    public synchronized IssuedKey rotate(String keyId, Caller by) {
        acts.add("rotate " + keyId + " by " + by.keyId());
        return new IssuedKey(known(keyId), SECRET + keyId + "-rotated");
    }

    @Override
    public synchronized ApiKey revoke(String keyId, Caller by) {
        acts.add("revoke " + keyId + " by " + by.keyId());
        ApiKey revoked = known(keyId).revoked(Instant.EPOCH);
        keys.put(keyId, revoked);
        return revoked;
    }

    @Override
    public synchronized ApiKey delete(String keyId, Caller by) {
        acts.add("delete " + keyId + " by " + by.keyId());
        if (known(keyId).revokedAt().isEmpty()) {
            throw new KeyStoreException(Reason.NOT_REVOKED, "the key must be revoked before");
        }
        return keys.remove(keyId);
    }

    @Override
    public List<AuditEntry> lastRecords(int most) {
        if (unreadable) {
            throw new UncheckedIOException(new IOException("the disk is gone"));
        }
        return List.copyOf(records.subList(Math.max(0, records.size() - most), records.size()));
    }

    @Override
    public AuditVerifier.Result verify() {
        return new AuditVerifier.Result(1, records.size(), 0, List.copyOf(problems));
    }
}
