package io.mxgateway.launcher.admin;

import java.util.List;
import java.util.Map;

/** What is logged, changeable while the gateway runs. Thread-safe. */
public interface LogLevels {
    /** The levels that were set, by the name of the logger; the root is {@code ROOT}. */
    Map<String, String> all();

    /** The levels that can be set. */
    List<String> known();

    /** Sets one; false when there is no such level. */
    boolean set(String logger, String level);
}
