package io.mxgateway.core.session;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What is remembered of a session that is over.
 *
 * @param id its id
 * @param owner whose it was
 * @param clientName what the client called itself; may be empty
 * @param backend the backend it ran on
 * @param finalState {@link SessionState#CLOSED} or {@link SessionState#FAULTED}
 * @param reason why it ended
 * @param fault the text of its fault; empty when it had none
 * @param lastSequence its newest event, unsigned; 0 when it had none
 * @param endedAt when
 * @param lastOutput the last lines its worker wrote, oldest first
 */
public record EndedSession(
        String id,
        String owner,
        String clientName,
        String backend,
        SessionState finalState,
        CloseReason reason,
        String fault,
        long lastSequence,
        Instant endedAt,
        List<String> lastOutput) {
    public EndedSession {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(clientName, "clientName");
        Objects.requireNonNull(backend, "backend");
        Objects.requireNonNull(finalState, "finalState");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(fault, "fault");
        Objects.requireNonNull(endedAt, "endedAt");
        lastOutput = List.copyOf(lastOutput);
    }
}
