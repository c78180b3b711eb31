package io.mxgateway.grpc.client;

import io.mxgateway.proto.galaxy.v1.GalaxyObject;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * An object in the tree of the galaxy. Its children are loaded when somebody asks for the first time, all pages of them;
 * whoever asks meanwhile shares that load, and later ones get what it brought. A load that failed is not kept.
 *
 * <p>Thread-safe.
 */
public final class GalaxyNode {
    private final GalaxyBrowser browser;
    private final GalaxyObject object;
    private final boolean hasChildren;
    private final Object lock = new Object();
    private CompletableFuture<List<GalaxyNode>> children; // guarded by lock; null until somebody asks

    GalaxyNode(GalaxyBrowser browser, GalaxyObject object, boolean hasChildren) {
        this.browser = browser;
        this.object = Objects.requireNonNull(object, "object");
        this.hasChildren = hasChildren;
    }

    /** The object itself, with its attributes. */
    public GalaxyObject object() {
        return object;
    }

    /** Whether there was anything below it when it was loaded. */
    public boolean hasChildren() {
        return hasChildren;
    }

    /** The nodes below it, areas first, then by name. Cancelling the future does not disturb others that share the load. */
    public CompletableFuture<List<GalaxyNode>> children() {
        if (!hasChildren) {
            return CompletableFuture.completedFuture(List.of());
        }
        CompletableFuture<List<GalaxyNode>> load;
        boolean first = false;
        synchronized (lock) {
            if (children == null || children.isCompletedExceptionally()) {
                children = new CompletableFuture<>();
                first = true;
            }
            load = children;
        }
        if (first) {
            browser.load(object.getGobjectId(), load);
        }
        return load.copy();
    }
}
