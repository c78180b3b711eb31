package io.mxgateway.launcher.admin;

import io.mxgateway.core.metrics.MetricsSnapshot;
import io.mxgateway.core.security.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * All that the admin port may see and do of a running gateway. Every act is audited with who did it. Thread-safe; only what
 * returns a stage takes time.
 */
public interface GatewayView {
    /**
     * The gateway as a whole.
     *
     * @param version of the program
     * @param startedAt when it started
     * @param grpcAddress where clients connect
     * @param authentication how clients show who they are, in words
     * @param draining whether it takes no new sessions any more
     * @param readOnly whether it refuses all writes
     * @param maxSessions the most sessions at one time
     */
    record Overview(
            String version,
            Instant startedAt,
            String grpcAddress,
            String authentication,
            boolean draining,
            boolean readOnly,
            int maxSessions) {}

    /**
     * One session.
     *
     * @param id the id
     * @param clientName what the client calls itself; may be empty
     * @param owner the id of the key that it belongs to
     * @param backend the name of the backend
     * @param state the state
     * @param workerState the state of its worker, in words
     * @param workerPid the process; 0 when there is none
     * @param createdAt when it was created
     * @param lease how long it lives without a call
     * @param pending commands sent and not answered
     * @param commands commands asked for
     * @param failedCommands those of them without success
     * @param events how many events it has had
     * @param keptEvents how many of them are kept
     * @param subscribers client streams that read them
     * @param lastFault the text of its fault; empty for none
     * @param internal whether it is one of the gateway's own
     */
    record SessionRow(
            String id,
            String clientName,
            String owner,
            String backend,
            String state,
            String workerState,
            long workerPid,
            Instant createdAt,
            Duration lease,
            int pending,
            long commands,
            long failedCommands,
            long events,
            int keptEvents,
            int subscribers,
            String lastFault,
            boolean internal) {}

    /**
     * A session that is over.
     *
     * @param id the id
     * @param clientName what the client called itself; may be empty
     * @param owner the id of the key that it belonged to
     * @param backend the name of the backend
     * @param finalState how it ended
     * @param reason why it ended
     * @param fault the text of its fault; empty for none
     * @param events how many events it has had
     * @param endedAt when
     * @param lastOutput the last lines that its worker wrote, the oldest first; not for everybody's eyes
     */
    record EndedRow(
            String id,
            String clientName,
            String owner,
            String backend,
            String finalState,
            String reason,
            String fault,
            long events,
            Instant endedAt,
            List<String> lastOutput) {}

    /** The gateway as a whole, now. */
    Overview overview();

    /** All sessions that are not over, the oldest first. */
    List<SessionRow> sessions();

    /** One of them. */
    Optional<SessionRow> session(String id);

    /** Sessions that are over and still remembered, the latest first. */
    List<EndedRow> ended();

    /** The metrics, now. */
    MetricsSnapshot metrics();

    /**
     * Closes a session in the ordinary way.
     *
     * @return a sentence about how it ended; fails when there is no such session
     */
    CompletionStage<String> close(String sessionId, Caller by, String peer);

    /** Ends a session at once; otherwise like {@link #close}. */
    CompletionStage<String> kill(String sessionId, Caller by, String peer);

    /** Takes no new sessions from now on, and tells health so. Those there are go on. Idempotent; cannot be undone. */
    void drain(Caller by, String peer);

    /** Refuses all writes of everybody from now on, or not any more. */
    void readOnly(boolean refuse, Caller by, String peer);
}
