package io.mxgateway.core.security;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Remembers which texts fit which patterns, in a fixed number of places for all keys together: what comes to lie on another
 * is found out again when it is asked for. Nothing in it can become wrong, since neither texts nor patterns change.
 * Thread-safe without locks.
 */
final class MatchCache {
    /** Longer texts are not remembered. */
    private static final int LONGEST = 512;

    private final AtomicReferenceArray<Known> places;
    private final int mask;

    private record Known(List<Glob> globs, String text, boolean matches) {}

    /** @param places how many answers are remembered, a power of two */
    MatchCache(int places) {
        if (Integer.bitCount(places) != 1) {
            throw new IllegalArgumentException(places + " places; it must be a power of two");
        }
        this.places = new AtomicReferenceArray<>(places);
        this.mask = places - 1;
    }

    /** Whether one of the patterns fits; lists count as the same only when they are the same object. */
    @SuppressWarnings("ReferenceEquality") // Another list with the same patterns only costs another look.
    boolean anyMatches(List<Glob> globs, String text) {
        int hash = text.hashCode() * 31 + System.identityHashCode(globs);
        int place = (hash ^ hash >>> 15) & mask;
        Known known = places.getAcquire(place);
        if (known != null && known.globs == globs && known.text.equals(text)) {
            return known.matches;
        }
        boolean matches = KeyConstraints.anyMatches(globs, text);
        if (text.length() <= LONGEST) {
            places.setRelease(place, new Known(globs, text, matches));
        }
        return matches;
    }
}
