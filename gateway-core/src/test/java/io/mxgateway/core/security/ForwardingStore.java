package io.mxgateway.core.security;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store that does what another one does, for tests that want one thing otherwise. */
class ForwardingStore implements ApiKeyStore {
    private final ApiKeyStore store;

    ForwardingStore(ApiKeyStore store) {
        this.store = store;
    }

    @Override
    public Optional<StoredKey> find(String keyId) {
        return store.find(keyId);
    }

    @Override
    public List<ApiKey> list() {
        return store.list();
    }

    @Override
    public void create(StoredKey key) {
        store.create(key);
    }

    @Override
    public ApiKey rotate(String keyId, SecretHash hash) {
        return store.rotate(keyId, hash);
    }

    @Override
    public ApiKey revoke(String keyId, Instant at) {
        return store.revoke(keyId, at);
    }

    @Override
    public ApiKey delete(String keyId) {
        return store.delete(keyId);
    }

    @Override
    public void touched(String keyId, Instant at) {
        store.touched(keyId, at);
    }

    @Override
    public Map<String, StoredKey> refresh() {
        return store.refresh();
    }

    @Override
    public List<KeyProblem> problems() {
        return store.problems();
    }
}
