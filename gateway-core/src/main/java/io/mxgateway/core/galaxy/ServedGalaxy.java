package io.mxgateway.core.galaxy;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.GatewayMetrics;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * What is served, and how good it is. Every change of state goes through {@link #move}, which tells whether the state
 * became another; what may be told only once per change hangs on that. Thread-safe.
 */
final class ServedGalaxy {
    private static final Logger LOG = System.getLogger(ServedGalaxy.class.getName());

    private final String source;
    private final PageTokens tokens;
    private final GatewayMetrics metrics;
    private final Object lock = new Object();
    private GalaxyState state = GalaxyState.UNKNOWN; // guarded by lock
    private String message = "the first load has not ended yet"; // guarded by lock; empty while HEALTHY
    private volatile GalaxyView view; // written under lock; null until something is served

    ServedGalaxy(String source, PageTokens tokens, GatewayMetrics metrics) {
        this.source = source;
        this.tokens = tokens;
        this.metrics = metrics;
    }

    /** What is served; null while nothing is. */
    GalaxyView view() {
        return view;
    }

    /** What is served; null while nothing is. */
    GalaxyModel model() {
        GalaxyView current = view;
        return current == null ? null : current.model();
    }

    GalaxyStatus status() {
        synchronized (lock) {
            GalaxyModel model = model();
            return new GalaxyStatus(
                    state,
                    message,
                    model == null ? Optional.empty() : model.deployedAt(),
                    view == null ? 0 : view.sequence(),
                    model == null ? 0 : model.objectCount(),
                    model == null ? 0 : model.attributeCount(),
                    source);
        }
    }

    /** A model from disk: old until the source confirms it. */
    void restored(GalaxyModel model) {
        replace(model, GalaxyState.STALE, "restored from disk and not confirmed by the source yet");
    }

    /** A model from the source. */
    void loaded(GalaxyModel model) {
        replace(model, GalaxyState.HEALTHY, "");
        model.warnings().forEach(warning -> LOG.log(Level.WARNING, "galaxy: " + warning));
    }

    private void replace(GalaxyModel model, GalaxyState next, String text) {
        boolean changed;
        // One thread reads the galaxy, so that nobody else gives out the number.
        GalaxyView fresh = new GalaxyView(model, view == null ? 1 : view.sequence() + 1, tokens);
        fresh.prepare();
        synchronized (lock) {
            view = fresh;
            changed = move(next, text);
        }
        metrics.set(GatewayMetric.GALAXY_OBJECTS, model.objectCount());
        if (changed) {
            LOG.log(
                    Level.INFO,
                    "galaxy is " + next + ": " + model.objectCount() + " objects, " + model.attributeCount()
                            + " attributes, deployed " + deployTime(model) + "; source=" + source);
        }
    }

    private static String deployTime(GalaxyModel model) {
        return model.deployedAt().map(Object::toString).orElse("never");
    }

    /** What is served is what was deployed last. */
    void confirmed() {
        boolean changed;
        synchronized (lock) {
            changed = move(GalaxyState.HEALTHY, "");
        }
        if (changed) {
            LOG.log(Level.INFO, "galaxy is HEALTHY: the source confirms what is served; source=" + source);
        }
    }

    /** A refresh failed; what is served goes on being served. */
    void failed(String why, Throwable unforeseen) {
        boolean changed;
        GalaxyState next;
        synchronized (lock) {
            next = view == null ? GalaxyState.UNAVAILABLE : GalaxyState.STALE;
            changed = move(next, why);
        }
        LOG.log(
                changed ? Level.WARNING : Level.DEBUG,
                () -> "galaxy is " + next + ": " + why + "; source=" + source,
                unforeseen);
    }

    /** The one transition; UNKNOWN is only ever left, and never to nothing served but by a failure. */
    private boolean move(GalaxyState next, String text) {
        boolean changed = state != next;
        state = next;
        message = text;
        return changed;
    }
}
