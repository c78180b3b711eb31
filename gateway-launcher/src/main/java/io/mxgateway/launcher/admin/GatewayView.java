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

    /**
     * Workers that are kept ready for sessions to come.
     *
     * @param backend the name of the backend
     * @param waiting how many there are
     * @param wanted how many there should be
     */
    record PoolRow(String backend, int waiting, int wanted) {}

    /**
     * An alarm that is not over.
     *
     * @param reference its full reference
     * @param type its kind
     * @param severity the native priority, 1 most urgent
     * @param state its state
     * @param raisedAt when it was raised; empty when not known
     * @param operator who acknowledged it; empty while nobody has
     * @param description the description that the galaxy gives it
     */
    record AlarmRow(
            String reference,
            String type,
            int severity,
            String state,
            Optional<Instant> raisedAt,
            String operator,
            String description) {}

    /**
     * What the gateway's own monitor knows of alarms.
     *
     * @param enabled whether there is one
     * @param monitor where it is, in a word
     * @param provider where alarms come from
     * @param degraded whether that cannot tell everything
     * @param reason why; may be empty
     * @param since since when; empty when not known
     * @param active the alarms that are not over, in no order
     */
    record AlarmsNow(
            boolean enabled,
            String monitor,
            String provider,
            boolean degraded,
            String reason,
            Optional<Instant> since,
            List<AlarmRow> active) {
        /** Where alarms are disabled. */
        public static final AlarmsNow NONE =
                new AlarmsNow(false, "disabled", "none", false, "", Optional.empty(), List.of());
    }

    /**
     * An option as it is in force.
     *
     * @param key its key
     * @param value its value; masked when it is a secret
     * @param source who said so
     * @param isDefault whether nobody did
     * @param defaultValue what it would be then
     * @param meaning what it does
     */
    record OptionRow(String key, String value, String source, boolean isDefault, String defaultValue, String meaning) {}

    /** The gateway as a whole, now. */
    Overview overview();

    /** All sessions that are not over, the oldest first. */
    List<SessionRow> sessions();

    /** One of them. */
    Optional<SessionRow> session(String id);

    /** Sessions that are over and still remembered, the latest first. */
    List<EndedRow> ended();

    /** The workers that are kept ready, one row for each backend that has any. */
    List<PoolRow> pools();

    /** Alarms, now. */
    AlarmsNow alarms();

    /** The galaxy, and values of its tags. */
    GalaxyView galaxy();

    /** Every option. */
    List<OptionRow> configuration();

    /** Keys and audit log; empty while authentication is off. */
    Optional<SecurityView> security();

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
