package io.mxgateway.grpc.service;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.mxgateway.core.session.ClientIdentity;
import io.mxgateway.grpc.auth.CallAuthority;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What is known about a call before its message is read.
 *
 * @param method the name of the method, without its service
 * @param identity who calls
 * @param authority what the call may do
 * @param traceParent the W3C trace context, empty when none came
 * @param deadline when the client stops waiting; null for never
 */
record CallFacts(
        String method, ClientIdentity identity, CallAuthority authority, String traceParent, Deadline deadline) {
    static final Metadata.Key<String> TRACE_PARENT = Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);

    /** Of the call whose context is the current one. */
    static CallFacts of(String method, ClientIdentity identity, Metadata headers) {
        String trace = headers.get(TRACE_PARENT);
        return new CallFacts(
                method,
                identity,
                CallAuthority.current(),
                trace == null ? "" : trace,
                Context.current().getDeadline());
    }

    /** How long the client still waits, zero when it does not any more; null when it set no deadline. */
    Duration remaining() {
        return deadline == null ? null : Duration.ofNanos(Math.max(0, deadline.timeRemaining(TimeUnit.NANOSECONDS)));
    }
}
