package io.mxgateway.core.worker;

import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxReply;
import java.util.List;

/**
 * Where a {@link BackendRunner} puts what its backend produces. Calls come one at a time, each sees what the ones before
 * it did; they must not block. {@link #fault} and {@link #crashed} are the last call, and at most one of them comes.
 */
public interface RunnerSink {
    /**
     * A command is answered. Replies and events come in the order in which the backend produced them, except that
     * replies overtake events while events are paused.
     *
     * @param correlationId the id that the command was submitted under
     * @param reply the reply, under that id
     */
    void reply(String correlationId, MxReply reply);

    /**
     * Events, sequenced and time-stamped.
     *
     * @param events at least one, in order; the list is not changed afterwards
     */
    void events(List<MxEvent> events);

    /**
     * The worker cannot go on; everything produced before has been handed over, even when events were paused.
     *
     * @param category what kind of fault it is
     * @param message the facts, for a person
     */
    void fault(WorkerFaultCategory category, String message);

    /**
     * The backend died on the spot, as if its process had.
     *
     * @param exitCode the exit code of that process
     */
    void crashed(int exitCode);
}
