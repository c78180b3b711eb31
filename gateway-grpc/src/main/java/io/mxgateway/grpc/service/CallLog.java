package io.mxgateway.grpc.service;

import io.grpc.Status;
import org.slf4j.Logger;

/** One line for each call that ended, with the ids by which clients, traces and audits find it. Thread-safe. */
final class CallLog {
    private static final int LONGEST_ID = 128;

    private final Logger log;

    CallLog(Logger log) {
        this.log = log;
    }

    /**
     * A call has its outcome.
     *
     * @param session the session it named or opened; empty for none
     * @param clientCorrelationId the client's own id; may be empty, may be anything
     */
    void ended(CallFacts call, String session, String clientCorrelationId, Status status) {
        if (!log.isDebugEnabled()) {
            return;
        }
        log.debug(
                "call ended: method={} status={} peer={} key={} session={} correlation={} traceparent={} text={}",
                call.method(),
                status.getCode(),
                call.authority().peer(),
                call.identity().owner(),
                Texts.forLog(session, LONGEST_ID),
                Texts.forLog(clientCorrelationId, LONGEST_ID),
                Texts.forLog(call.traceParent(), LONGEST_ID),
                status.getDescription() == null ? "" : Texts.forLog(status.getDescription(), LONGEST_ID * 4));
    }
}
