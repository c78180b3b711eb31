package io.mxgateway.core.alarm;

import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.session.SessionErrorCode;
import io.mxgateway.core.session.SessionException;
import java.util.concurrent.CompletionException;

/** What failures say. Pure functions. */
final class Texts {
    private Texts() {}

    static String of(Throwable error) {
        Throwable cause = unwrapped(error);
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /** What a reply that is not OK says of itself. */
    static String of(MxReply reply) {
        return reply.diagnosticMessage().isBlank()
                ? reply.status().code() + " " + reply.status().message()
                : reply.diagnosticMessage();
    }

    static boolean isShutdown(Throwable error) {
        return unwrapped(error) instanceof SessionException known && known.code() == SessionErrorCode.SHUTTING_DOWN;
    }

    private static Throwable unwrapped(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }
}
