package io.mxgateway.core.worker;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxReply;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * The MXAccess end of one session: the object that a worker hosts. The bundled simulator is one, a worker over the COM
 * object would be another.
 *
 * <p>Like the COM object it is driven by one caller at a time: {@link #start} once, then {@link #execute} one at a time,
 * the next after the stage of the one before has completed; {@link #interrupt} and {@link #close} may come at any time.
 */
public interface WorkerBackend {
    /** The name of the backend, for people. */
    String name();

    /** Its version, for people. */
    String version();

    /**
     * What else it has to tell about itself, for GetWorkerInfo. May be asked on any thread at any time; nothing secret.
     */
    default Map<String, String> attributes() {
        return Map.of();
    }

    /**
     * Brings the backend up.
     *
     * @param events where its events go, from now until {@link #close}
     * @return completes when it is really up, exceptionally when it cannot come up
     */
    CompletionStage<Void> start(BackendEvents events);

    /**
     * Executes one command. What MXAccess refuses is a reply, not an exception.
     *
     * <p>Must not block: in a worker process it is called on the thread that reads from the gateway, so that neither {@link
     * #interrupt} nor what was answered before would get through. A backend whose calls take time makes them on a thread of
     * its own, as one over a COM object has to in any case, and returns a stage.
     *
     * @return the reply, never null; exceptionally only when the backend itself is broken
     */
    CompletionStage<MxReply> execute(MxCommand command);

    /** Nobody waits for the running command any more; a backend that can, may end it early. */
    void interrupt();

    /**
     * Takes the backend down. Idempotent; legal before {@link #start}.
     *
     * @return completes when it is down
     */
    CompletionStage<Void> close();
}
