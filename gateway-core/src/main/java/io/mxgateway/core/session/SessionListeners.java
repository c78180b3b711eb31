package io.mxgateway.core.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Those who listen to what becomes of sessions; nobody, to begin with. Thread-safe. */
final class SessionListeners {
    private static final Logger LOG = System.getLogger(SessionListeners.class.getName());

    private final List<SessionListener> listeners = new CopyOnWriteArrayList<>();

    void add(SessionListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
    }

    /** Tells all of something about a session, unless that is the gateway's own. */
    void tell(GatewaySession about, Consumer<SessionListener> what) {
        if (about.isInternal()) {
            return;
        }
        for (SessionListener listener : listeners) {
            try {
                what.accept(listener);
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "a listener to sessions failed; the session goes its way: " + about, e);
            }
        }
    }
}
