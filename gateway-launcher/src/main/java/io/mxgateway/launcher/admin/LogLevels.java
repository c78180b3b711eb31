package io.mxgateway.launcher.admin;

import io.mxgateway.core.security.Caller;
import java.util.List;
import java.util.Map;

/** What is logged, changeable while the gateway runs. Thread-safe. */
public interface LogLevels {
    /** The levels that were set, by the name of the logger; the root is {@code ROOT}. */
    Map<String, String> all();

    /** The levels that can be set. */
    List<String> known();

    /**
     * Sets one, and takes down who did.
     *
     * @param by who
     * @param peer from where
     * @return false when there is no such level, or no such name can be
     */
    boolean set(String logger, String level, Caller by, String peer);
}
