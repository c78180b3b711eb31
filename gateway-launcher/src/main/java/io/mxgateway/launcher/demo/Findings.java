package io.mxgateway.launcher.demo;

import java.util.ArrayList;
import java.util.List;

/** What was looked at, and whether it was as it should be. Used by one thread. */
final class Findings {
    private final List<String> lines = new ArrayList<>();
    private int failed;

    /**
     * Notes one finding.
     *
     * @param holds whether it is as it should be
     * @param what what was looked at, with the figures
     */
    void check(boolean holds, String what) {
        lines.add((holds ? "  \u2713 " : "  \u2717 FAILED ") + what);
        if (!holds) {
            failed++;
        }
    }

    boolean allHold() {
        return failed == 0;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
