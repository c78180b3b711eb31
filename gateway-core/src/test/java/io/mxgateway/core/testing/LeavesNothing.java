package io.mxgateway.core.testing;

import java.util.List;

/**
 * A test class that can tell what its gateway still holds: slots, gauges, sessions, timers. {@link NothingLeftBehind}
 * asks after each test.
 */
public interface LeavesNothing {
    /** What is still held, in words; empty when nothing is. Asked again until it is empty or patience ends. */
    List<String> leftovers();
}
