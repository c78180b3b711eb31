package io.mxgateway.core.security;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where keys are kept. {@link FileApiKeyStore} keeps them in files; an embedder may bring a database.
 *
 * <p>Implementations are thread-safe. {@link #find} and {@link #touched} are called on threads that must not block, and so
 * answer from memory; everything else may block and is called on threads that may wait. A change is checked and made in
 * one step: two that race see each other.
 */
public interface ApiKeyStore {
    /**
     * The key with this id as it was when last looked at, valid or not; empty when there is none, or it cannot be read.
     * From memory.
     */
    Optional<StoredKey> find(String keyId);

    /** All keys that can be read, valid or not, by their ids; as of now. */
    List<ApiKey> list();

    /**
     * Keeps a new key.
     *
     * @throws KeyStoreException {@link KeyStoreException.Reason#EXISTS} when the id is taken
     */
    void create(StoredKey key);

    /**
     * Gives a key another secret.
     *
     * @return the key
     * @throws KeyStoreException {@link KeyStoreException.Reason#UNKNOWN}; {@link KeyStoreException.Reason#REVOKED} when it
     *     was revoked before
     */
    ApiKey rotate(String keyId, SecretHash hash);

    /**
     * Ends the validity of a key for good. A key that was revoked before stays as it is.
     *
     * @return the key, revoked
     * @throws KeyStoreException {@link KeyStoreException.Reason#UNKNOWN}
     */
    ApiKey revoke(String keyId, Instant at);

    /**
     * Forgets a key.
     *
     * @return the key as it was
     * @throws KeyStoreException {@link KeyStoreException.Reason#UNKNOWN}; {@link KeyStoreException.Reason#NOT_REVOKED} when
     *     it was not revoked before
     */
    ApiKey delete(String keyId);

    /**
     * Takes note that a key was used. Must not block and must not undo a change that somebody else makes; may be kept in
     * memory until the next {@link #refresh()}.
     */
    void touched(String keyId, Instant at);

    /**
     * Looks again, so that {@link #find} knows of changes made by others. Called about twice a second, on one thread.
     *
     * @return all keys that can be read, valid or not, by id; unmodifiable
     * @throws KeyStoreException {@link KeyStoreException.Reason#UNAVAILABLE} when the store as a whole cannot be read;
     *     what was known before stays known
     */
    Map<String, StoredKey> refresh();

    /** What is wrong at present, for the log and for health; empty when all is well. From memory. */
    List<KeyProblem> problems();
}
