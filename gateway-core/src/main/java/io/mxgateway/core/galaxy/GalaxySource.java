package io.mxgateway.core.galaxy;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a galaxy is described: a simulated one, or the database of a real one.
 *
 * <p>May block. The cache calls {@link #lastDeploy()} and {@link #load()} from its own thread only, one at a time; {@link
 * #test()} may be called by another thread meanwhile, one at a time as well.
 */
public interface GalaxySource {
    /** What it is, in a few words for logs and messages; without secrets. */
    String description();

    /**
     * When the galaxy was deployed last. Must be cheap: this is asked every few seconds.
     *
     * @return empty when it was never deployed
     * @throws GalaxySourceException when it cannot be told
     */
    Optional<Instant> lastDeploy() throws GalaxySourceException;

    /**
     * Reads everything.
     *
     * @throws GalaxySourceException when it cannot be read as a whole
     */
    GalaxyModel load() throws GalaxySourceException;

    /**
     * Looks whether it can be read, now.
     *
     * @return for a person, what answered
     * @throws GalaxySourceException when nothing did
     */
    String test() throws GalaxySourceException;

    /**
     * Makes calls that are under way fail soon, as the caller has stopped waiting; later calls are good again. Called by
     * any thread; must not block. The calling threads are interrupted besides, which is enough for sources that do not
     * wait for anything else.
     */
    default void cancel() {}
}
