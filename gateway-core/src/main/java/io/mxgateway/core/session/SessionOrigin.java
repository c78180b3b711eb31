package io.mxgateway.core.session;

import java.time.Duration;
import java.time.Instant;

/**
 * What is settled about a session before it exists.
 *
 * @param id its id, which its worker carries too
 * @param identity who opens it
 * @param request what was asked for
 * @param backend the backend it runs on
 * @param commandTimeout the revised command timeout
 * @param createdAt when
 * @param slot its place among the sessions
 * @param internal whether it is the gateway's own; see {@link InternalSessions}
 */
record SessionOrigin(
        String id,
        ClientIdentity identity,
        SessionOpenRequest request,
        String backend,
        Duration commandTimeout,
        Instant createdAt,
        Slots.Slot slot,
        boolean internal) {}
