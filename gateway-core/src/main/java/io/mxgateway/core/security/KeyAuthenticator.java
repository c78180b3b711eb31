package io.mxgateway.core.security;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.session.SessionErrorCode;
import io.mxgateway.core.session.SessionException;
import io.mxgateway.core.time.GatewayTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets in who shows a valid key.
 *
 * <p>A key that was verified is remembered with its secret, in memory only, so that the calls after the first cost a
 * look-up and a comparison. What is remembered is forgotten when the {@link KeyWatch}, which must be told to tell this
 * object, notices any change to the key. Of a key that is not remembered, the hash is always computed and compared,
 * whatever is wrong with it, so that the time of the answer tells nothing. An address with too many failures is not
 * looked at any more for a while, but for keys that are remembered.
 *
 * <p>Thread-safe; does not block; bounded in memory whoever calls how often.
 */
public final class KeyAuthenticator implements Authenticator, KeyEndListener {
    /** How many verified keys are remembered. */
    static final int MOST_REMEMBERED = 10_000;

    private static final Duration TOUCH_AT_MOST_EVERY = Duration.ofMinutes(1);
    private static final Duration LONGEST_WITHOUT_LOOKING = Duration.ofDays(1);
    // What a key that does not exist is compared with. No secret is known to have this hash.
    private static final SecretHash NOBODYS = SecretHash.of(new byte[SecretHash.LENGTH]);

    private final ApiKeyStore store;
    private final Pepper pepper;
    private final GatewayMetrics metrics;
    private final GatewayTime time;
    private final FailureLimit limit = new FailureLimit();
    private final FailureAudit audit;
    private final Map<String, Verified> remembered = new ConcurrentHashMap<>();
    // Grows before anything is forgotten: what was verified against the key before, must not be remembered after.
    private final AtomicLong forgettings = new AtomicLong();

    /**
     * An authenticator that knows nobody yet.
     *
     * @param store where keys are looked up
     * @param pepper what their hashes were made with
     * @param audit takes down failures, so many a minute
     * @param metrics counts failures
     * @param time the clock that keys expire by
     */
    public KeyAuthenticator(ApiKeyStore store, Pepper pepper, Audit audit, GatewayMetrics metrics, GatewayTime time) {
        this.store = Objects.requireNonNull(store, "store");
        this.pepper = Objects.requireNonNull(pepper, "pepper");
        this.metrics = Objects.requireNonNull(metrics, "metrics");
        this.time = Objects.requireNonNull(time, "time");
        this.audit = new FailureAudit(Objects.requireNonNull(audit, "audit"));
    }

    /** A key that was verified. */
    private static final class Verified {
        private final byte[] secret;
        private final Caller caller;
        private final long goodUntil;
        // When its use was last told to the store, on the monotonic clock.
        private final AtomicLong touched;

        private Verified(byte[] secret, Caller caller, long goodUntil, long touched) {
            this.secret = secret;
            this.caller = caller;
            this.goodUntil = goodUntil;
            this.touched = new AtomicLong(touched);
        }
    }

    @Override
    public Caller authenticate(String authorization, String peer) {
        long now = time.nanoTime();
        if (authorization == null) {
            // Not counted as a failure of the address: nothing was guessed, and others there may have keys.
            throw refused(AuthFailure.MISSING, "", peer, now);
        }
        KeyToken token = KeyToken.parseOrNull(authorization);
        if (token == null) {
            throw failed(AuthFailure.MALFORMED, "", peer, now);
        }
        String id = token.id();
        Verified known = remembered.get(id);
        if (known != null && now - known.goodUntil < 0 && token.secretIs(known.secret)) {
            touch(id, known, now);
            return known.caller;
        }
        return verify(token, id, peer, now);
    }

    private void touch(String id, Verified known, long now) {
        long last = known.touched.get();
        if (now - last >= TOUCH_AT_MOST_EVERY.toNanos() && known.touched.compareAndSet(last, now)) {
            store.touched(id, time.now());
        }
    }

    private Caller verify(KeyToken token, String id, String peer, long now) {
        switch (limit.verdict(peer, now)) {
            case ALLOWED -> {}
            case FIRST_REFUSED -> throw tooMany(id, peer, now, true);
            case REFUSED -> throw tooMany(id, peer, now, false);
        }
        long before = forgettings.get();
        StoredKey stored = store.find(id).orElse(null);
        Instant clock = time.now();
        // Whatever is wrong, the same work comes first.
        SecretHash shown = pepper.hash(token.secret());
        boolean same = shown.equals(stored == null ? NOBODYS : stored.hash());
        AuthFailure failure = failureOf(stored, same, clock);
        if (failure != null) {
            throw failed(failure, id, peer, now);
        }
        Caller caller = Caller.of(stored.key());
        remember(id, new Verified(token.secretBytes(), caller, goodUntil(stored.key(), clock, now), now), before);
        store.touched(id, clock);
        return caller;
    }

    private static AuthFailure failureOf(StoredKey stored, boolean same, Instant clock) {
        if (stored == null) {
            return AuthFailure.UNKNOWN;
        }
        return switch (stored.key().status(clock)) {
            case REVOKED -> AuthFailure.REVOKED;
            case EXPIRED -> AuthFailure.EXPIRED;
            case ACTIVE -> same ? null : AuthFailure.WRONG_SECRET;
        };
    }

    private static long goodUntil(ApiKey key, Instant clock, long now) {
        Duration left = key.expiresAt()
                .map(end -> Duration.between(clock, end))
                .filter(until -> until.compareTo(LONGEST_WITHOUT_LOOKING) < 0)
                .orElse(LONGEST_WITHOUT_LOOKING);
        return now + left.toNanos();
    }

    private void remember(String id, Verified verified, long before) {
        if (remembered.size() >= MOST_REMEMBERED) {
            Iterator<String> any = remembered.keySet().iterator();
            if (any.hasNext()) {
                remembered.remove(any.next());
            }
        }
        remembered.put(id, verified);
        if (forgettings.get() != before) {
            // Something changed meanwhile, perhaps this key, perhaps before it was put there.
            remembered.remove(id, verified);
        }
    }

    @Override
    public void ended(String keyId, KeyEnd why) {
        forget(keyId);
    }

    @Override
    public void changed(String keyId) {
        forget(keyId);
    }

    private void forget(String keyId) {
        forgettings.incrementAndGet();
        remembered.remove(keyId);
    }

    int remembered() {
        return remembered.size();
    }

    int watchedPeers() {
        return limit.size();
    }

    private SessionException failed(AuthFailure failure, String id, String peer, long now) {
        FailureLimit.Verdict verdict = limit.verdict(peer, now);
        if (verdict != FailureLimit.Verdict.ALLOWED) {
            return tooMany(id, peer, now, verdict == FailureLimit.Verdict.FIRST_REFUSED);
        }
        limit.failed(peer, now);
        return refused(failure, id, peer, now);
    }

    private SessionException refused(AuthFailure failure, String id, String peer, long now) {
        metrics.count(GatewayMetric.AUTH_REJECTED, failure.tag());
        audit.failed(failure, id, peer, now);
        return new SessionException(
                SessionErrorCode.UNAUTHENTICATED,
                "this call has no valid API key; it needs the metadata 'authorization: Bearer mxgw_<id>_<secret>' with a"
                        + " key that is known and neither revoked nor expired");
    }

    private SessionException tooMany(String id, String peer, long now, boolean first) {
        metrics.count(GatewayMetric.AUTH_REJECTED, AuthFailure.TOO_MANY_ATTEMPTS.tag());
        if (first) {
            audit.failed(AuthFailure.TOO_MANY_ATTEMPTS, id, peer, now);
        }
        return new SessionException(
                SessionErrorCode.TOO_MANY_ATTEMPTS,
                "more than " + FailureLimit.MOST_FAILURES + " calls from this address had no valid API key within a"
                        + " minute; wait a minute, then try again with a valid one");
    }
}
