package io.mxgateway.core.worker;

import io.mxgateway.core.mx.MxEventData;
import java.util.List;

/**
 * Where a backend's events go. The host gives each event its sequence, session and time stamp.
 *
 * <p>Calls must come one at a time, in the order the client is to see them; they never block.
 */
public interface BackendEvents {
    /** Something happened. */
    void event(MxEventData event);

    /**
     * Several things happened, as in one scan. The same as one call each, except that they travel together.
     *
     * @param events in order; may be empty
     */
    default void events(List<MxEventData> events) {
        events.forEach(this::event);
    }

    /**
     * Whether events can be taken without piling up. A backend that can hold back does so while this is false: it
     * coalesces what it can and keeps bursts for later. Events that cannot wait may be given at any time.
     */
    default boolean isReady() {
        return true;
    }

    /**
     * Asks to be told, once, when {@link #isReady} has become true.
     *
     * @param task run once, on any thread, possibly before this call returns; it must not block
     */
    default void whenReady(Runnable task) {
        task.run();
    }

    /** The backend has lost MXAccess and cannot go on; the session ends. */
    void lost(String reason);

    /**
     * The backend dies on the spot, as a crashing process does: nothing after this call is delivered.
     *
     * @param exitCode the exit code of the process, where there is one
     */
    void crash(int exitCode);
}
