package io.mxgateway.core.security;

import io.mxgateway.core.time.GatewayTime;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The life of keys, for whoever administers them: makes secrets, has the store keep what may be kept, and takes down who
 * did what. Thread-safe; everything may block as the store does.
 */
public final class ApiKeys {
    private static final int RANDOM_ID_BYTES = 6;

    private final ApiKeyStore store;
    private final Pepper pepper;
    private final Audit audit;
    private final GatewayTime time;
    private final RandomGenerator random;

    /**
     * Administers the keys of a store.
     *
     * @param store where they are kept
     * @param pepper what their secrets are hashed with
     * @param audit takes down each change, also one that was refused
     * @param time says when
     * @param random makes secrets; safe for many threads, and unpredictable outside of tests
     */
    public ApiKeys(ApiKeyStore store, Pepper pepper, Audit audit, GatewayTime time, RandomGenerator random) {
        this.store = Objects.requireNonNull(store, "store");
        this.pepper = Objects.requireNonNull(pepper, "pepper");
        this.audit = Objects.requireNonNull(audit, "audit");
        this.time = Objects.requireNonNull(time, "time");
        this.random = Objects.requireNonNull(random, "random");
    }

    /**
     * What a new key is to be.
     *
     * @param id its id; empty to have one made
     * @param name see {@link ApiKey#name()}
     * @param scopes at least one
     * @param constraints {@link KeyConstraints#NONE} for none
     * @param expiresAt empty for never
     */
    public record Order(
            String id, String name, Set<Scope> scopes, KeyConstraints constraints, Optional<Instant> expiresAt) {
        public Order {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(name, "name");
            scopes = Scope.setOf(scopes);
            Objects.requireNonNull(constraints, "constraints");
            Objects.requireNonNull(expiresAt, "expiresAt");
        }
    }

    /** All keys that can be read, by id. */
    public List<ApiKey> list() {
        return store.list();
    }

    /**
     * Makes a key.
     *
     * @param actor who wants it
     * @return the key with its secret, which nobody can be told again
     * @throws IllegalArgumentException when there can be no such key
     * @throws KeyStoreException see {@link ApiKeyStore#create}
     */
    public IssuedKey create(Order order, String actor) {
        Instant now = time.now();
        String id = order.id().isEmpty() ? randomId() : order.id();
        if (order.expiresAt().isPresent() && !order.expiresAt().get().isAfter(now)) {
            throw new IllegalArgumentException("a key that expires at "
                    + order.expiresAt().get() + " would never be valid: it is " + now + " now");
        }
        ApiKey key = new ApiKey(
                id,
                order.name(),
                order.scopes(),
                order.constraints(),
                now,
                order.expiresAt(),
                Optional.empty(),
                Optional.empty());
        String secret = newSecret();
        StoredKey stored = new StoredKey(key, pepper.hash(secret));
        audited(AuditAction.KEY_CREATE, id, actor, Map.of("scopes", String.join(" ", texts(key))), () -> {
            store.create(stored);
            return key;
        });
        return new IssuedKey(key, KeyToken.text(id, secret));
    }

    /**
     * Gives a key another secret; the old one is worthless within a second.
     *
     * @param actor who wants it
     * @return the key with its secret, which nobody can be told again
     * @throws KeyStoreException see {@link ApiKeyStore#rotate}
     */
    public IssuedKey rotate(String keyId, String actor) {
        String secret = newSecret();
        ApiKey key =
                audited(AuditAction.KEY_ROTATE, keyId, actor, Map.of(), () -> store.rotate(keyId, pepper.hash(secret)));
        return new IssuedKey(key, KeyToken.text(keyId, secret));
    }

    /**
     * Ends the validity of a key for good.
     *
     * @param actor who wants it
     * @throws KeyStoreException see {@link ApiKeyStore#revoke}
     */
    public ApiKey revoke(String keyId, String actor) {
        return audited(AuditAction.KEY_REVOKE, keyId, actor, Map.of(), () -> store.revoke(keyId, time.now()));
    }

    /**
     * Forgets a key that was revoked.
     *
     * @param actor who wants it
     * @throws KeyStoreException see {@link ApiKeyStore#delete}
     */
    public ApiKey delete(String keyId, String actor) {
        return audited(AuditAction.KEY_DELETE, keyId, actor, Map.of(), () -> store.delete(keyId));
    }

    private ApiKey audited(
            AuditAction action, String keyId, String actor, Map<String, String> details, Supplier<ApiKey> change) {
        String target = Nearest.quoted(keyId);
        try {
            ApiKey key = change.get();
            audit.record(new AuditRecord(actor, action, AuditOutcome.SUCCESS, target, "", "", details));
            return key;
        } catch (KeyStoreException e) {
            audit.record(AuditRecord.of(actor, action, AuditOutcome.FAILURE, target)
                    .with("reason", e.reason().name()));
            throw e;
        }
    }

    private static List<String> texts(ApiKey key) {
        return key.scopes().stream().map(Scope::text).toList();
    }

    private String randomId() {
        byte[] bytes = new byte[RANDOM_ID_BYTES];
        random.nextBytes(bytes);
        return "key-" + HexFormat.of().formatHex(bytes);
    }

    private String newSecret() {
        byte[] bytes = new byte[KeyToken.SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
