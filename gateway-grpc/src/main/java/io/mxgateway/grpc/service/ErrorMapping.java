package io.mxgateway.grpc.service;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.mxgateway.core.galaxy.GalaxyException;
import io.mxgateway.core.session.SessionErrorCode;
import io.mxgateway.core.session.SessionException;
import io.mxgateway.core.session.SessionFacts;
import io.mxgateway.core.worker.WorkerException;
import io.mxgateway.grpc.codec.CodecException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * The one place where failures become statuses. Each carries a {@code google.rpc.ErrorInfo}: the code as its reason, the
 * facts as its metadata. What nobody foresaw is told as INTERNAL with an id; what it was, only the log says, under the
 * same id.
 *
 * <p>Thread-safe.
 */
public final class ErrorMapping {
    /** The domain of every ErrorInfo. */
    public static final String DOMAIN = "mxgateway.io";

    // Texts travel twice, percent-encoded and in base64, and clients take 8 KiB of trailers by default.
    private static final int LONGEST_TEXT = 1400;
    private static final int LONGEST_FACT = 200;

    private final Supplier<String> correlationIds;
    private final Logger log;

    /**
     * A mapping.
     *
     * @param correlationIds makes the ids under which unforeseen failures are logged
     * @param log where they are logged
     */
    public ErrorMapping(Supplier<String> correlationIds, Logger log) {
        this.correlationIds = Objects.requireNonNull(correlationIds, "correlationIds");
        this.log = Objects.requireNonNull(log, "log");
    }

    /** The status of a failure, with its details in the trailers. */
    public StatusRuntimeException map(Throwable failure) {
        return map(failure, Map.of());
    }

    /**
     * The status of a failure, with its details in the trailers.
     *
     * @param more facts about the call, which those of the failure overrule
     */
    public StatusRuntimeException map(Throwable failure, Map<String, String> more) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof StatusRuntimeException known) {
            return known;
        }
        if (cause instanceof StatusException known) {
            return new StatusRuntimeException(known.getStatus(), known.getTrailers());
        }
        Map<String, String> facts = new HashMap<>(more);
        if (cause instanceof SessionException known && known.code() != SessionErrorCode.INTERNAL) {
            facts.putAll(known.facts());
            return status(known.code(), known.getMessage(), facts);
        }
        if (cause instanceof WorkerException known) {
            return status(codeOf(known), known.getMessage(), facts);
        }
        if (cause instanceof GalaxyException known) {
            return status(codeOf(known), known.getMessage(), facts);
        }
        if (cause instanceof CodecException) {
            return status(SessionErrorCode.INVALID_REQUEST, cause.getMessage(), facts);
        }
        if (cause instanceof CancellationException) {
            return status(SessionErrorCode.CANCELLED, "the call was cancelled", facts);
        }
        return unforeseen(cause, facts);
    }

    private StatusRuntimeException unforeseen(Throwable cause, Map<String, String> facts) {
        if (cause instanceof SessionException known) {
            facts.putAll(known.facts());
        }
        String id = correlationIds.get();
        facts.put(SessionFacts.CORRELATION_ID, id);
        log.error("a call failed in a way nobody foresaw: correlation={} facts={}", id, facts, cause);
        return status(
                SessionErrorCode.INTERNAL, "the gateway failed; its log says more under correlation id " + id, facts);
    }

    private static StatusRuntimeException status(SessionErrorCode code, String text, Map<String, String> facts) {
        ErrorInfo.Builder info = ErrorInfo.newBuilder().setReason(code.name()).setDomain(DOMAIN);
        facts.forEach((name, value) -> info.putMetadata(name, Texts.shortened(value, LONGEST_FACT)));
        com.google.rpc.Status status = com.google.rpc.Status.newBuilder()
                .setCode(grpcCode(code).value())
                .setMessage(Texts.shortened(text, LONGEST_TEXT))
                .addDetails(Any.pack(info.build()))
                .build();
        return StatusProto.toStatusRuntimeException(status);
    }

    private static Status.Code grpcCode(SessionErrorCode code) {
        return switch (code) {
            case UNAUTHENTICATED -> Status.Code.UNAUTHENTICATED;
            case PERMISSION_DENIED, CONSTRAINT_DENIED -> Status.Code.PERMISSION_DENIED;
            case INVALID_REQUEST, UNKNOWN_BACKEND -> Status.Code.INVALID_ARGUMENT;
            case SESSION_NOT_FOUND, GALAXY_ROOT_NOT_FOUND -> Status.Code.NOT_FOUND;
            case SESSION_NOT_READY, ALARMS_DISABLED -> Status.Code.FAILED_PRECONDITION;
            case SESSION_LIMIT_EXCEEDED,
                    KEY_SESSION_LIMIT,
                    PENDING_LIMIT_EXCEEDED,
                    SUBSCRIBER_LIMIT_REACHED,
                    EVENT_QUEUE_OVERFLOW,
                    TOO_MANY_ATTEMPTS -> Status.Code.RESOURCE_EXHAUSTED;
            case OPEN_FAILED, WORKER_LOST, SESSION_FAULTED, SHUTTING_DOWN, GALAXY_UNAVAILABLE ->
                Status.Code.UNAVAILABLE;
            case COMMAND_TIMEOUT -> Status.Code.DEADLINE_EXCEEDED;
            case CANCELLED -> Status.Code.CANCELLED;
            case CLOSE_FAILED, INTERNAL -> Status.Code.INTERNAL;
        };
    }

    /** What a worker's failure is to the client, where the session did not say so already. */
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

    private static SessionErrorCode codeOf(GalaxyException failure) {
        return switch (failure.code()) {
            case INVALID_REQUEST, INVALID_PAGE_TOKEN -> SessionErrorCode.INVALID_REQUEST;
            case ROOT_NOT_FOUND -> SessionErrorCode.GALAXY_ROOT_NOT_FOUND;
            case LIMIT_REACHED -> SessionErrorCode.SUBSCRIBER_LIMIT_REACHED;
            case UNAVAILABLE -> SessionErrorCode.GALAXY_UNAVAILABLE;
        };
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** The trailers of a failure; never null. */
    static Metadata trailersOf(StatusRuntimeException failure) {
        return failure.getTrailers() == null ? new Metadata() : failure.getTrailers();
    }
}
