package io.mxgateway.core.security;

import io.mxgateway.core.time.GatewayTime;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Looks at the keys twice a second and tells who wants to know which of them are not valid any more, or not the same any
 * more: revoked, deleted or damaged by whomever, or run out by the clock.
 *
 * <p>Thread-safe. From {@link #start()} to {@link #close()} it has one thread, on which it looks and tells.
 */
public final class KeyWatch implements AutoCloseable {
    /** How often it looks. */
    public static final Duration INTERVAL = Duration.ofMillis(400);

    private static final Logger LOG = System.getLogger(KeyWatch.class.getName());
    private static final Duration LATE = Duration.ofSeconds(10);
    private static final long CLOSE_SECONDS = 5;

    private final ApiKeyStore store;
    private final GatewayTime time;
    private final Audit audit;
    private final List<KeyEndListener> listeners = new CopyOnWriteArrayList<>();
    private final Object lock = new Object();
    // What was valid at the last look, by id. Used by start(), and then by the one thread alone.
    private Map<String, StoredKey> valid = new HashMap<>();
    private Map<String, StoredKey> seen = Map.of(); // as valid: everything that the last look found
    private volatile long lastLook; // when the last look that succeeded was over, on the monotonic clock
    private ExecutorService thread; // guarded by lock; null before start
    private GatewayTime.Timer next = GatewayTime.Timer.NONE; // guarded by lock
    private boolean closed; // guarded by lock

    /**
     * A watch that does nothing until it is started.
     *
     * @param store what to look at
     * @param time says when to look and what has expired
     * @param audit takes down which keys ended
     */
    public KeyWatch(ApiKeyStore store, GatewayTime time, Audit audit) {
        this.store = Objects.requireNonNull(store, "store");
        this.time = Objects.requireNonNull(time, "time");
        this.audit = Objects.requireNonNull(audit, "audit");
    }

    /**
     * Has somebody told from now on; in the order of these calls. The authenticator comes first, so that nobody gets in
     * with a key while what it had is being ended.
     */
    public void listen(KeyEndListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Takes the keys as they are for the beginning, and looks from now on. Blocks for the first look. Once.
     *
     * @throws KeyStoreException when the store cannot be read at all
     */
    public void start() {
        synchronized (lock) {
            if (closed || thread != null) {
                throw new IllegalStateException("a watch is started once");
            }
            thread = Executors.newSingleThreadExecutor(task -> {
                Thread created = new Thread(task, "mxgateway-keys");
                created.setDaemon(true);
                return created;
            });
        }
        try {
            seen = store.refresh();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        valid = validOf(seen);
        lastLook = time.nanoTime();
        schedule();
    }

    private void schedule() {
        synchronized (lock) {
            if (!closed) {
                next = time.after(INTERVAL, this::wake);
            }
        }
    }

    private void wake() {
        ExecutorService worker;
        synchronized (lock) {
            worker = thread;
        }
        try {
            worker.execute(this::lookAndGoOn);
        } catch (RejectedExecutionException isClosed) {
            LOG.log(Level.DEBUG, "no look at the keys any more: closed");
        }
    }

    private void lookAndGoOn() {
        try {
            look();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "a look at the keys failed; there will be others", e);
        } finally {
            schedule();
        }
    }

    private void look() {
        Map<String, StoredKey> now = seen;
        try {
            now = store.refresh();
            lastLook = time.nanoTime();
        } catch (KeyStoreException e) {
            // The store has said so, loudly. The clock goes on: keys that were known may run out.
            LOG.log(Level.DEBUG, "the keys cannot be looked at", e);
        }
        Map<String, StoredKey> validNow = validOf(now);
        Map<String, StoredKey> validBefore = valid;
        Map<String, StoredKey> seenBefore = seen;
        valid = validNow;
        seen = now;
        for (StoredKey before : validBefore.values()) {
            compare(before, validNow.get(before.key().id()), now);
        }
        for (StoredKey found : now.values()) {
            String id = found.key().id();
            // It came and was ended between two looks; somebody may have used it in between.
            if (!seenBefore.containsKey(id) && !validNow.containsKey(id)) {
                ended(id, now);
            }
        }
    }

    private void compare(StoredKey before, StoredKey after, Map<String, StoredKey> now) {
        String id = before.key().id();
        if (after == null) {
            ended(id, now);
        } else if (!after.sameRightsAs(before)) {
            LOG.log(Level.INFO, "key changed: key={0}", id);
            tell(listener -> listener.changed(id));
        }
    }

    private void ended(String id, Map<String, StoredKey> now) {
        KeyEnd why = why(id, now.get(id));
        LOG.log(Level.INFO, "key ended: key={0} why={1}", id, why);
        audit.record(AuditRecord.of("gateway", AuditAction.KEY_END, AuditOutcome.SUCCESS, id)
                .with("why", why.name().toLowerCase(Locale.ROOT)));
        tell(listener -> listener.ended(id, why));
    }

    private KeyEnd why(String id, StoredKey stored) {
        if (stored != null) {
            return stored.key().revokedAt().isPresent() ? KeyEnd.REVOKED : KeyEnd.EXPIRED;
        }
        boolean damaged =
                store.problems().stream().anyMatch(problem -> problem.keyId().equals(id));
        return damaged ? KeyEnd.DISABLED : KeyEnd.DELETED;
    }

    private void tell(Consumer<KeyEndListener> what) {
        for (KeyEndListener listener : listeners) {
            try {
                what.accept(listener);
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "a listener to the ends of keys failed; the others are told", e);
            }
        }
    }

    private Map<String, StoredKey> validOf(Map<String, StoredKey> keys) {
        Instant now = time.now();
        Map<String, StoredKey> result = new HashMap<>();
        keys.forEach((id, stored) -> {
            if (stored.key().status(now) == ApiKey.Status.ACTIVE) {
                result.put(id, stored);
            }
        });
        return result;
    }

    /** What is wrong with the watching, for health; empty when all is well. */
    public Optional<String> problem() {
        long millis = TimeUnit.NANOSECONDS.toMillis(time.nanoTime() - lastLook);
        return millis <= LATE.toMillis()
                ? Optional.empty()
                : Optional.of("the keys could not be looked at for " + millis + " ms; a revocation may go unnoticed");
    }

    /** Looks no more; waits for a look under way, at most a few seconds. Idempotent, legal before the start. */
    @Override
    public void close() {
        ExecutorService ending;
        synchronized (lock) {
            closed = true;
            next.cancel();
            ending = thread;
        }
        if (ending == null) {
            return;
        }
        ending.shutdown();
        try {
            if (!ending.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(Level.WARNING, "a look at the keys does not end; its thread ends when it does");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
