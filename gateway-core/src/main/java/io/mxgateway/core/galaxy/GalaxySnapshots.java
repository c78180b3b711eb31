package io.mxgateway.core.galaxy;

import java.util.Optional;

/**
 * Keeps the last model over a restart. Called by the cache's thread only; may block. Failures are told in the log and do
 * nothing else: a cache can do without.
 */
public interface GalaxySnapshots {
    /** Keeps nothing. */
    GalaxySnapshots NONE = new GalaxySnapshots() {
        @Override
        public Optional<GalaxyModel> restore(String source) {
            return Optional.empty();
        }

        @Override
        public void save(String source, GalaxyModel model) {}
    };

    /** What was saved last for this source; empty when there is nothing, or nothing that can be used. */
    Optional<GalaxyModel> restore(String source);

    /** Replaces what was saved. */
    void save(String source, GalaxyModel model);
}
