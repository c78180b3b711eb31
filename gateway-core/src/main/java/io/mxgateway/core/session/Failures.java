package io.mxgateway.core.session;

import io.mxgateway.core.event.EventLogException;
import io.mxgateway.core.worker.WorkerException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

/** Makes the failures that clients are told, in one place, so that the same thing is always told in the same words. */
final class Failures {
    private static final int LONGEST_QUOTE = 64;

    private Failures() {}

    /** The same words whether there is no such session or it is somebody else's. */
    static SessionException unknown(String sessionId) {
        return new SessionException(
                SessionErrorCode.SESSION_NOT_FOUND,
                "there is no session '" + quoted(sessionId) + "'; open one and use its id",
                Map.of(SessionFacts.SESSION_ID, quoted(sessionId)),
                null);
    }

    static SessionException noSessionId() {
        return new SessionException(
                SessionErrorCode.INVALID_REQUEST, "session_id is empty; it must be the id that OpenSession returned");
    }

    static SessionException invalid(String message) {
        return new SessionException(SessionErrorCode.INVALID_REQUEST, message);
    }

    static SessionException limit(SessionErrorCode code, String message, int limit) {
        return new SessionException(code, message, Map.of(SessionFacts.LIMIT, Integer.toString(limit)), null);
    }

    static SessionException shuttingDown() {
        return new SessionException(
                SessionErrorCode.SHUTTING_DOWN, "the gateway is shutting down and opens no more sessions");
    }

    static SessionException cancelled(String what) {
        return new SessionException(SessionErrorCode.CANCELLED, what + " was cancelled by the caller");
    }

    /** Why a session that is not ready takes neither commands nor streams. */
    static SessionException notReady(GatewaySession session) {
        SessionState state = session.state();
        String states = "session=" + session.id() + " state=" + state + " worker=" + session.workerState();
        Map<String, String> facts = facts(session);
        if (state == SessionState.FAULTED) {
            return new SessionException(
                    SessionErrorCode.SESSION_FAULTED,
                    "the session has faulted: " + session.lastFault().orElse("") + "; open a new one: " + states,
                    facts,
                    null);
        }
        session.closeReason().ifPresent(reason -> facts.put(SessionFacts.CLOSE_REASON, reason.tag()));
        return new SessionException(
                SessionErrorCode.SESSION_NOT_READY,
                "the session is not ready; only a READY session takes commands and streams: " + states,
                facts,
                null);
    }

    static SessionException tooManyPending(GatewaySession session, int limit) {
        Map<String, String> facts = facts(session);
        facts.put(SessionFacts.LIMIT, Integer.toString(limit));
        return new SessionException(
                SessionErrorCode.PENDING_LIMIT_EXCEEDED,
                "too many commands are pending: session=" + session.id() + " sessions.max-pending-commands=" + limit
                        + "; wait for replies before sending more",
                facts,
                null);
    }

    /** What is left to say about a session that is over, to whom it belonged. */
    static SessionException over(EndedSession ended) {
        Map<String, String> facts = new HashMap<>();
        facts.put(SessionFacts.SESSION_ID, ended.id());
        facts.put(SessionFacts.SESSION_STATE, ended.finalState().name());
        facts.put(SessionFacts.CLOSE_REASON, ended.reason().tag());
        facts.put(SessionFacts.LAST_SEQUENCE, Long.toUnsignedString(ended.lastSequence()));
        if (ended.finalState() == SessionState.FAULTED) {
            return new SessionException(
                    SessionErrorCode.SESSION_FAULTED,
                    "the session has faulted: " + ended.fault() + "; open a new one: session=" + ended.id() + " reason="
                            + ended.reason().tag(),
                    facts,
                    null);
        }
        return new SessionException(
                SessionErrorCode.SESSION_NOT_FOUND,
                "the session was closed; open a new one: session=" + ended.id() + " reason="
                        + ended.reason().tag(),
                facts,
                null);
    }

    /** There was no worker to be had, and no session yet. */
    static SessionException notPrepared(String backend, Throwable failure) {
        return new SessionException(
                SessionErrorCode.OPEN_FAILED,
                "the session could not be opened: " + textOf(failure) + ": backend=" + backend,
                Map.of(),
                failure);
    }

    /** Why the event log of a session did not let a reader in. */
    static SessionException ofLog(GatewaySession session, EventLogException refused) {
        return refused.reason() == EventLogException.Reason.ENDED ? notReady(session) : ofLog(facts(session), refused);
    }

    /** Why the event log of a session that is over did not let a reader in. */
    static SessionException ofEndedLog(EndedSession ended, EventLogException refused) {
        return refused.reason() == EventLogException.Reason.ENDED
                ? over(ended)
                : ofLog(Map.of(SessionFacts.SESSION_ID, ended.id()), refused);
    }

    private static SessionException ofLog(Map<String, String> facts, EventLogException refused) {
        SessionErrorCode code = refused.reason() == EventLogException.Reason.BEYOND_NEWEST
                ? SessionErrorCode.INVALID_REQUEST
                : SessionErrorCode.SUBSCRIBER_LIMIT_REACHED;
        return new SessionException(code, refused.getMessage(), facts, refused);
    }

    static SessionException openFailed(GatewaySession session, Throwable failure) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof SessionException known && tellsOpeningByItself(known.code())) {
            return known;
        }
        if (cause instanceof CancellationException) {
            return cancelled("the opening of the session");
        }
        return new SessionException(
                SessionErrorCode.OPEN_FAILED,
                "the session could not be opened: " + textOf(cause) + ": session=" + session.id() + " backend="
                        + session.backend(),
                Map.of(SessionFacts.SESSION_ID, session.id()),
                cause);
    }

    /** Somebody ended the session before it could be handed over. */
    static SessionException endedWhileOpening(GatewaySession session) {
        CloseReason reason = session.closeReason().orElse(CloseReason.FAULTED);
        if (reason == CloseReason.GATEWAY_SHUTDOWN) {
            return shuttingDown();
        }
        Map<String, String> facts = facts(session);
        facts.put(SessionFacts.CLOSE_REASON, reason.tag());
        return new SessionException(
                SessionErrorCode.OPEN_FAILED,
                "the session was ended while it was being opened: session=" + session.id() + " reason=" + reason.tag()
                        + session.lastFault().map(fault -> " fault=" + fault).orElse(""),
                facts,
                null);
    }

    private static boolean tellsOpeningByItself(SessionErrorCode code) {
        return code == SessionErrorCode.OPEN_FAILED
                || code == SessionErrorCode.SHUTTING_DOWN
                || code == SessionErrorCode.CANCELLED;
    }

    static SessionException closeFailed(GatewaySession session, CloseReason reason, Throwable failure) {
        Map<String, String> facts = facts(session);
        facts.put(SessionFacts.CLOSE_REASON, reason.tag());
        return new SessionException(
                SessionErrorCode.CLOSE_FAILED,
                "the session is gone, but its worker did not go when asked and was killed: "
                        + textOf(unwrapped(failure)) + ": session=" + session.id() + " reason=" + reason.tag(),
                facts,
                unwrapped(failure));
    }

    /** What a failed command is told as. What is a session's failure already passes unchanged. */
    static SessionException ofCommand(GatewaySession session, Throwable failure) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof SessionException known) {
            return known;
        }
        if (cause instanceof CancellationException) {
            return new SessionException(
                    SessionErrorCode.CANCELLED, "the command was cancelled by the caller", facts(session), cause);
        }
        SessionErrorCode code = cause instanceof WorkerException known ? codeOf(known) : SessionErrorCode.INTERNAL;
        return new SessionException(
                code,
                textOf(cause) + ": session=" + session.id() + " state=" + session.state() + " worker="
                        + session.workerState(),
                facts(session),
                cause);
    }

    private static SessionErrorCode codeOf(WorkerException failure) {
        return switch (failure.code()) {
            case START_FAILED -> SessionErrorCode.OPEN_FAILED;
            case NOT_READY -> SessionErrorCode.SESSION_NOT_READY;
            case PENDING_LIMIT_EXCEEDED -> SessionErrorCode.PENDING_LIMIT_EXCEEDED;
            case COMMAND_TIMEOUT -> SessionErrorCode.COMMAND_TIMEOUT;
            case LOST, KILLED, CLOSED -> SessionErrorCode.WORKER_LOST;
            case HUNG, PROTOCOL_VIOLATION, WORKER_FAULT -> SessionErrorCode.SESSION_FAULTED;
            case SHUTDOWN_FAILED -> SessionErrorCode.CLOSE_FAILED;
        };
    }

    /** The facts that every failure of a session carries; the caller may add to them. */
    static Map<String, String> facts(GatewaySession session) {
        Map<String, String> facts = new HashMap<>();
        facts.put(SessionFacts.SESSION_ID, session.id());
        facts.put(SessionFacts.SESSION_STATE, session.state().name());
        facts.put(SessionFacts.WORKER_STATE, session.workerState());
        return facts;
    }

    /** What really failed, without the wrappers that futures put around it. */
    static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    static String textOf(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    /** A text from outside, short enough and without anything that would break a line of a log. */
    static String quoted(String text) {
        String head = text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
        StringBuilder clean = new StringBuilder(head);
        for (int i = 0; i < clean.length(); i++) {
            if (Character.isISOControl(clean.charAt(i))) {
                clean.setCharAt(i, '?');
            }
        }
        return clean.toString();
    }
}
