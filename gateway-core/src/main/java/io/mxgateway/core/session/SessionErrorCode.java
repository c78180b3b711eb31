package io.mxgateway.core.session;

/**
 * Everything that can go wrong between a client and the gateway, as a closed vocabulary. The names are stable: clients
 * branch on them. What MXAccess itself refuses is not here; that is a reply.
 */
public enum SessionErrorCode {
    UNAUTHENTICATED,
    PERMISSION_DENIED,
    CONSTRAINT_DENIED,
    INVALID_REQUEST,
    UNKNOWN_BACKEND,
    SESSION_NOT_FOUND,
    GALAXY_ROOT_NOT_FOUND,
    SESSION_NOT_READY,
    ALARMS_DISABLED,
    SESSION_LIMIT_EXCEEDED,
    KEY_SESSION_LIMIT,
    PENDING_LIMIT_EXCEEDED,
    SUBSCRIBER_LIMIT_REACHED,
    EVENT_QUEUE_OVERFLOW,
    TOO_MANY_ATTEMPTS,
    OPEN_FAILED,
    WORKER_LOST,
    SESSION_FAULTED,
    SHUTTING_DOWN,
    GALAXY_UNAVAILABLE,
    COMMAND_TIMEOUT,
    CANCELLED,
    CLOSE_FAILED,
    INTERNAL
}
