package io.mxgateway.launcher.bench;

import java.util.Arrays;

/** Durations in nanoseconds, all of them kept. Not thread-safe. */
final class Times {
    private static final int FIRST = 1024;

    private long[] nanos = new long[FIRST];
    private int count;

    void add(long nanosTaken) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = nanosTaken;
    }

    void addAll(Times more) {
        for (int i = 0; i < more.count; i++) {
            add(more.nanos[i]);
        }
    }

    int count() {
        return count;
    }

    /** The time that a part of them, 0 to 1, did not exceed, in microseconds; NaN when there are none. */
    double micros(double part) {
        if (count == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(count - 1L, Math.max(0, (long) Math.ceil(part * count) - 1))] / 1e3;
    }
}
