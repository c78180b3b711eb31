package io.mxgateway.launcher.admin;

import io.mxgateway.core.time.GatewayTime;
import java.time.Duration;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Who is signed in with a browser. In memory: a gateway that starts again asks everybody again. Bounded: the oldest
 * sign-in makes room. Thread-safe.
 */
public final class SignIns {
    /** How long one lasts. */
    public static final Duration LASTS = Duration.ofHours(8);

    /** The most at one time. */
    static final int MOST = 1000;

    private static final int SECRET_BYTES = 32;

    private final GatewayTime time;
    private final RandomGenerator random;
    // Guarded by itself; the oldest first.
    private final Map<String, SignIn> byId = new LinkedHashMap<>();

    /**
     * Nobody is signed in.
     *
     * @param random unpredictable, and safe for many threads
     */
    public SignIns(GatewayTime time, RandomGenerator random) {
        this.time = time;
        this.random = random;
    }

    /** Signs somebody in who has shown a valid key. */
    public SignIn begin(String authorization) {
        SignIn begun = new SignIn(secret(), authorization, secret(), time.nanoTime() + LASTS.toNanos());
        synchronized (byId) {
            byId.put(begun.id(), begun);
            if (byId.size() > MOST) {
                Iterator<SignIn> oldest = byId.values().iterator();
                oldest.next();
                oldest.remove();
            }
        }
        return begun;
    }

    /** The sign-in that a cookie names, as long as it lasts. */
    public Optional<SignIn> find(String id) {
        long now = time.nanoTime();
        synchronized (byId) {
            SignIn found = byId.get(id);
            if (found != null && found.endsNanos() - now <= 0) {
                byId.remove(id);
                return Optional.empty();
            }
            return Optional.ofNullable(found);
        }
    }

    /** Signs somebody out. */
    public void end(SignIn signIn) {
        synchronized (byId) {
            byId.remove(signIn.id());
        }
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
