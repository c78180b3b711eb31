package io.mxgateway.core.security;

import io.mxgateway.core.session.ClientIdentity;
import io.mxgateway.core.session.CommandRequest;
import io.mxgateway.core.session.SessionErrorCode;
import io.mxgateway.core.session.SessionException;
import io.mxgateway.core.session.SessionFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Takes down what constraints have denied: one record for a command, however many entries it has. Thread-safe. */
final class Denials {
    /** How many denied entries of a bulk a record names. */
    static final int NAMED = 50;

    private final String sessionId;
    private final Audit audit;

    Denials(String sessionId, Audit audit) {
        this.sessionId = sessionId;
        this.audit = audit;
    }

    /** A single command is denied. */
    SessionException single(ClientIdentity caller, CommandRequest request, String target, String why) {
        record(caller, request, target, why, 1, List.of());
        return refusal(why, Map.of());
    }

    /** Entries of a bulk are denied. */
    void entries(ClientIdentity caller, CommandRequest request, int count, List<String> named, String firstReason) {
        record(caller, request, sessionId, firstReason, count, named);
    }

    /** A whole command is denied for the number of its writes. */
    SessionException rate(ClientIdentity caller, CommandRequest request, int writes, int perSecond, long waitNanos) {
        boolean never = writes > perSecond;
        long waitMillis = waitNanos / 1_000_000 + 1;
        String why = never
                ? "max-writes-per-second of this key is " + perSecond + ", and this command has " + writes
                        + "; send them in several commands"
                : "max-writes-per-second of this key is " + perSecond + ", and that many were written; wait "
                        + waitMillis + " ms";
        record(caller, request, sessionId, why, writes, List.of());
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(SessionFacts.LIMIT, Integer.toString(perSecond));
        if (!never) {
            facts.put(SessionFacts.RETRY_AFTER_MS, Long.toString(waitMillis));
        }
        return refusal(why, facts);
    }

    private SessionException refusal(String why, Map<String, String> more) {
        Map<String, String> facts = new LinkedHashMap<>(more);
        facts.put(SessionFacts.SESSION_ID, sessionId);
        return new SessionException(SessionErrorCode.CONSTRAINT_DENIED, why, facts, null);
    }

    private void record(
            ClientIdentity caller, CommandRequest request, String target, String why, int count, List<String> named) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("session", sessionId);
        details.put("command", request.command().kind().method());
        details.put("why", why);
        if (count > 1) {
            details.put("denied", Integer.toString(count));
        }
        if (!named.isEmpty()) {
            details.put("entries", named.stream().map(Nearest::quoted).collect(Collectors.joining(", ")));
        }
        audit.record(new AuditRecord(
                caller.owner(),
                AuditAction.CONSTRAINT,
                AuditOutcome.DENIED,
                Nearest.quoted(target),
                request.peer(),
                request.clientCorrelationId(),
                details));
    }
}
