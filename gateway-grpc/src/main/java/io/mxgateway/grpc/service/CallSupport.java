package io.mxgateway.grpc.service;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.StatusRuntimeException;
import io.mxgateway.core.session.ClientIdentity;
import java.util.Map;

/**
 * What all methods share: who calls, how a failed call is closed, what is logged.
 *
 * @param identity tells who calls
 * @param errors makes statuses of failures
 * @param log one line per call
 */
record CallSupport(CallIdentity identity, ErrorMapping errors, CallLog log) {
    static final String CLIENT_CORRELATION_ID = "client_correlation_id";

    /** What is known about a call, or null when it was refused for who made it. */
    CallFacts admit(ServerCall<?, ?> call, Metadata headers) {
        String method = call.getMethodDescriptor().getBareMethodName();
        try {
            ClientIdentity caller = identity.of(headers);
            return CallFacts.of(method, caller, headers);
        } catch (RuntimeException e) {
            close(call, e, "");
            return null;
        }
    }

    /** Ends a call with a failure; what was made of it is returned. */
    StatusRuntimeException close(ServerCall<?, ?> call, Throwable error, String clientCorrelationId) {
        Map<String, String> more =
                clientCorrelationId.isEmpty() ? Map.of() : Map.of(CLIENT_CORRELATION_ID, clientCorrelationId);
        StatusRuntimeException failure = errors.map(error, more);
        if (!call.isCancelled()) {
            call.close(failure.getStatus(), ErrorMapping.trailersOf(failure));
        }
        return failure;
    }
}
