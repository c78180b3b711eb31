package io.mxgateway.launcher.demo;

import java.util.Arrays;
import java.util.Locale;

/** The latest round trips. Used by one thread. */
final class Latencies {
    private final long[] nanos = new long[1000];
    // How many were added; more than fit overwrite the oldest.
    private int count;

    void add(long nanosTaken) {
        nanos[count % nanos.length] = nanosTaken;
        count++;
    }

    int count() {
        return count;
    }

    /** The round trip that a part of them, 0 to 1, did not exceed; 0 when there are none. */
    long percentile(double part) {
        int kept = Math.min(count, nanos.length);
        if (kept == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(nanos, kept);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(kept - 1, Math.ceil(part * kept) - 1)];
    }

    static String millis(long nanosTaken) {
        double millis = nanosTaken / 1e6;
        return String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : "%.0f ms", millis);
    }

    @Override
    public String toString() {
        return "p50 " + millis(percentile(0.5)) + ", p99 " + millis(percentile(0.99));
    }
}
