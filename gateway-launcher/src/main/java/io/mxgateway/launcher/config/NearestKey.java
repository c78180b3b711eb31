package io.mxgateway.launcher.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the key somebody may have meant. */
final class NearestKey {
    private NearestKey() {}

    /** The key that is least far away, when it is near enough to be what was meant. */
    static Optional<String> of(String written, Collection<String> keys) {
        Optional<String> tail =
                keys.stream().filter(key -> key.endsWith("." + written)).findFirst();
        if (tail.isPresent()) {
            return tail;
        }
        return keys.stream()
                .min(Comparator.comparingInt((String key) -> distance(written, key))
                        .thenComparing(key -> key))
                .filter(key -> distance(written, key) <= Math.max(2, written.length() / 3));
    }

    /** How many characters must be inserted, removed or replaced to make one of the other (Levenshtein). */
    static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
