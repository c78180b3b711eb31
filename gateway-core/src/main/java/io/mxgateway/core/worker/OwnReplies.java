package io.mxgateway.core.worker;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxReplyData;
import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.mx.ProtocolStatus;
import io.mxgateway.core.mx.ProtocolStatusCode;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;

/** What a worker answers without asking its backend. Immutable. */
final class OwnReplies {
    private final WorkerBackend backend;
    private final WorkerDescription description;

    OwnReplies(WorkerBackend backend, long processId, Instant startedAt) {
        this.backend = backend;
        this.description = new WorkerDescription(
                backend.name(), backend.version(), BackendRunner.PROTOCOL_VERSION, processId, startedAt, List.of());
    }

    WorkerDescription description() {
        return description;
    }

    /** The worker's own reply; null when the command is the backend's. */
    MxReplyData to(MxCommand command) {
        MxCommandKind kind = command.kind();
        return switch (kind) {
            case PING -> MxReplyData.ok(kind).withDiagnostic(((MxCommand.Ping) command).message());
            case GET_WORKER_INFO ->
                MxReplyData.ok(
                        kind,
                        new MxReplyPayload.WorkerInfo(
                                (int) description.processId(),
                                description.version(),
                                description.backendName(),
                                description.protocolVersion(),
                                description.startedAt(),
                                backend.attributes()));
            case GET_SESSION_STATE, DRAIN_EVENTS, SHUTDOWN_WORKER ->
                answer(
                        kind,
                        ProtocolStatusCode.INVALID_REQUEST,
                        kind.method() + " is the gateway's to answer; it never reaches a worker");
            default -> null;
        };
    }

    /** A reply that says why MXAccess was not asked. */
    static MxReplyData answer(MxCommandKind kind, ProtocolStatusCode code, String text) {
        return new MxReplyData(
                kind,
                "",
                new ProtocolStatus(code, text),
                OptionalInt.empty(),
                null,
                List.of(),
                text,
                MxReplyPayload.NONE);
    }

    /** What broke a command, without what the command may have carried. */
    static String problemOf(MxCommandKind kind, Throwable problem) {
        if (problem == null) {
            return "no reply";
        }
        return switch (kind) {
            case AUTHENTICATE_USER, WRITE_SECURED, WRITE_SECURED2, WRITE_SECURED_BULK, WRITE_SECURED2_BULK ->
                unwrapped(problem).getClass().getName();
            default -> text(problem);
        };
    }

    /** A failure in one line. */
    static String text(Throwable problem) {
        Throwable cause = unwrapped(problem);
        return cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    }

    private static Throwable unwrapped(Throwable problem) {
        return problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
    }
}
