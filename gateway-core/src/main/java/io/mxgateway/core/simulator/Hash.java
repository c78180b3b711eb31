package io.mxgateway.core.simulator;

/** Numbers that look random and are functions of what goes in. */
final class Hash {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Hash() {}

    /** Spreads a number over all 64 bits. */
    static long mix(long number) {
        long z = number + GOLDEN;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** The hash of a name under a seed. */
    static long of(long seed, String name) {
        long hash = mix(seed);
        for (int i = 0; i < name.length(); i++) {
            hash = mix(hash ^ name.charAt(i));
        }
        return hash;
    }

    /** From 0 to 1, the same for the same place. */
    static double unit(long hash, long place) {
        return (mix(hash ^ mix(place)) >>> 11) * 0x1.0p-53;
    }
}
