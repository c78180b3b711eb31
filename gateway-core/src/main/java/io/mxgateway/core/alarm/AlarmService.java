package io.mxgateway.core.alarm;

import io.mxgateway.core.mx.AlarmAcknowledgement;
import io.mxgateway.core.session.SessionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Alarms for clients that have no session.
 *
 * <p>Thread-safe; nothing blocks. Failures are {@link SessionException}s: {@code ALARMS_DISABLED} where there is no
 * monitor, {@code SHUTTING_DOWN} when the gateway ends.
 */
public interface AlarmService {
    /** No alarms: every call is refused. */
    AlarmService DISABLED = new DisabledAlarms();

    /** Whether there are any alarms to be had. */
    boolean enabled();

    /**
     * What is active now, and from then on every change; nothing falls between, nothing comes twice.
     *
     * @param prefix what full references have to begin with; empty for all
     * @param wakeUp called, on any thread, when there is something to poll or to learn; must not block
     * @return the client's place, to be closed by the caller
     * @throws SessionException also {@code SUBSCRIBER_LIMIT_REACHED}
     */
    AlarmFeedCursor stream(String prefix, Runnable wakeUp);

    /**
     * What is active now.
     *
     * @param prefix what full references have to begin with; empty for all
     * @return messages that tell an {@link AlarmNews.Active} each
     * @throws SessionException also {@code WORKER_LOST} while no worker has told yet which alarms there are
     */
    List<AlarmFeedMessage> active(String prefix);

    /**
     * Acknowledges an alarm.
     *
     * @param reference a GUID, or {@code Provider!Group.Tag}
     * @param acknowledgement arrives at the worker unchanged
     * @param timeout how long it may take; null for as long as commands may take
     * @return what came of it, also when the reference is no such thing; fails when no worker could be asked
     */
    CompletableFuture<AlarmAcknowledgementResult> acknowledge(
            String reference, AlarmAcknowledgement acknowledgement, Duration timeout);
}
