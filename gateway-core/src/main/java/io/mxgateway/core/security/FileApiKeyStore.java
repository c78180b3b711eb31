package io.mxgateway.core.security;

import io.mxgateway.core.security.KeyStoreException.Reason;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * Keys in a private directory, one small file for each. Several processes may use one directory: they change it one at a
 * time, and a file is replaced whole, so whoever reads sees a key before or after a change and never in between.
 *
 * <p>A file that cannot be read as a key disables that key and no other; that is logged once as an error, and told by
 * {@link #problems()}. When the directory as a whole cannot be read, the keys known before stay as they were: a full table
 * of file descriptors must not end everybody's sessions.
 *
 * <p>Thread-safe; starts no thread.
 */
public final class FileApiKeyStore implements ApiKeyStore {
    private static final Logger LOG = System.getLogger(FileApiKeyStore.class.getName());
    private static final String LOCK = ".lock";

    private final Path directory;
    private final LastUses uses;
    // Held through the reading of files, so that what was read earlier is not published later; only taken by threads
    // that may wait.
    private final ReentrantLock looking = new ReentrantLock();
    private final KeyDirectory files; // guarded by looking, but for its names of files
    private volatile Map<String, StoredKey> keys = Map.of();
    private volatile List<KeyProblem> problems = List.of();

    private FileApiKeyStore(Path directory) {
        this.directory = directory;
        this.uses = new LastUses(directory);
        this.files = new KeyDirectory(directory);
    }

    /**
     * Opens a directory of keys, made if it is not there. Blocks.
     *
     * @throws SecurityFileException when it cannot be made or read, or is open to others
     */
    public static FileApiKeyStore open(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        try {
            PrivateFiles.makeDirectory(path);
            PrivateFiles.requirePrivate(path, "the directory of the keys", "chmod 700");
            FileApiKeyStore store = new FileApiKeyStore(path);
            store.look();
            return store;
        } catch (IOException e) {
            throw new SecurityFileException(path, "the directory of the keys cannot be made or read", e);
        }
    }

    /** Where the keys are, absolute. */
    public Path directory() {
        return directory;
    }

    /** Whether there is no key, not even one that cannot be read. From memory. */
    public boolean isEmpty() {
        return keys.isEmpty() && problems.isEmpty();
    }

    @Override
    public Optional<StoredKey> find(String keyId) {
        return Optional.ofNullable(keys.get(keyId));
    }

    @Override
    public List<ApiKey> list() {
        List<ApiKey> list = new ArrayList<>();
        for (StoredKey stored : new TreeMap<>(refresh()).values()) {
            ApiKey key = stored.key();
            list.add(uses.read(key.id()).map(key::used).orElse(key));
        }
        return list;
    }

    @Override
    public void create(StoredKey key) {
        String id = key.key().id();
        changing(id, () -> {
            for (String other : files.look().keySet()) {
                // Ignoring case, as some file systems do.
                if (other.equalsIgnoreCase(id)) {
                    throw new KeyStoreException(
                            Reason.EXISTS,
                            "there is a key '" + other + "' already; choose another id than '" + id + "'");
                }
            }
            PrivateFiles.replace(files.fileOf(id), KeyFile.print(key));
            return key;
        });
    }

    @Override
    public ApiKey rotate(String keyId, SecretHash hash) {
        Objects.requireNonNull(hash, "hash");
        return update(keyId, stored -> {
            if (stored.key().revokedAt().isPresent()) {
                throw new KeyStoreException(
                        Reason.REVOKED,
                        "the key '" + keyId + "' was revoked at "
                                + stored.key().revokedAt().get() + " and cannot be rotated; create another one");
            }
            return new StoredKey(stored.key(), hash);
        });
    }

    @Override
    public ApiKey revoke(String keyId, Instant at) {
        return update(
                keyId,
                stored -> stored.key().revokedAt().isPresent()
                        ? stored
                        : new StoredKey(stored.key().revoked(at), stored.hash()));
    }

    private ApiKey update(String keyId, UnaryOperator<StoredKey> change) {
        return changing(keyId, () -> {
                    StoredKey before = existing(keyId);
                    StoredKey after = change.apply(before);
                    if (!after.equals(before)) {
                        PrivateFiles.replace(files.fileOf(keyId), KeyFile.print(after));
                    }
                    return after;
                })
                .key();
    }

    @Override
    public ApiKey delete(String keyId) {
        return changing(keyId, () -> {
                    StoredKey before = existing(keyId);
                    if (before.key().revokedAt().isEmpty()) {
                        throw new KeyStoreException(
                                Reason.NOT_REVOKED,
                                "the key '" + keyId + "' is not revoked; revoke it, then delete it");
                    }
                    Files.delete(files.fileOf(keyId));
                    Files.deleteIfExists(uses.fileOf(keyId));
                    PrivateFiles.forceDirectory(directory);
                    return before;
                })
                .key();
    }

    @Override
    public void touched(String keyId, Instant at) {
        uses.touch(keyId, at);
    }

    /** The key as it is on the disk now. */
    private StoredKey existing(String keyId) throws IOException {
        try {
            ApiKey.requireId(keyId);
            return files.read(keyId);
        } catch (NoSuchFileException e) {
            throw new KeyStoreException(Reason.UNKNOWN, "there is no key '" + keyId + "'", e);
        } catch (IllegalArgumentException e) {
            throw new KeyStoreException(
                    Reason.DAMAGED,
                    "the key '" + Nearest.quoted(keyId) + "' cannot be read: " + e.getMessage() + "; remove the file "
                            + files.fileOf(keyId) + " or put back a good one",
                    e);
        }
    }

    private StoredKey changing(String keyId, FileGuard.Action<StoredKey> change) {
        looking.lock();
        try {
            StoredKey changed = FileGuard.holding(directory.resolve(LOCK), change);
            look();
            return changed;
        } catch (IOException e) {
            throw new KeyStoreException(
                    Reason.UNAVAILABLE,
                    "the key '" + keyId + "' in " + directory + " cannot be changed (" + PrivateFiles.reason(e) + ")",
                    e);
        } finally {
            looking.unlock();
        }
    }

    @Override
    public Map<String, StoredKey> refresh() {
        looking.lock();
        try {
            if (uses.areWaiting()) {
                FileGuard.holding(directory.resolve(LOCK), () -> {
                    uses.write(files);
                    return keys;
                });
            }
            return look();
        } catch (IOException e) {
            String text = "the keys in " + directory + " cannot be looked at; those known before stay as they were ("
                    + PrivateFiles.reason(e) + ")";
            publish(keys, List.of(new KeyProblem("", text)));
            throw new KeyStoreException(Reason.UNAVAILABLE, text, e);
        } finally {
            looking.unlock();
        }
    }

    private Map<String, StoredKey> look() throws IOException {
        Map<String, StoredKey> good = new HashMap<>();
        List<KeyProblem> bad = new ArrayList<>();
        files.look().forEach((id, entry) -> {
            if (entry.key() != null) {
                good.put(id, entry.key());
            } else {
                bad.add(new KeyProblem(
                        id,
                        "the key '" + Nearest.quoted(id) + "' is disabled by its file " + files.fileOf(id) + ": "
                                + entry.problem()));
            }
        });
        publish(Map.copyOf(good), List.copyOf(bad));
        return keys;
    }

    private void publish(Map<String, StoredKey> now, List<KeyProblem> wrong) {
        List<KeyProblem> before = problems;
        keys = now;
        problems = wrong;
        wrong.stream()
                .filter(problem -> !before.contains(problem))
                .forEach(problem -> LOG.log(Level.ERROR, problem.text()));
        before.stream()
                .filter(problem ->
                        wrong.stream().noneMatch(still -> still.keyId().equals(problem.keyId())))
                .forEach(problem -> LOG.log(Level.INFO, "not so any more: {0}", problem.text()));
    }

    @Override
    public List<KeyProblem> problems() {
        return problems;
    }
}
