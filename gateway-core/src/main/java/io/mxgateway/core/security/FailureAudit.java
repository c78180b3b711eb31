package io.mxgateway.core.security;

import java.time.Duration;

/**
 * Takes failed attempts down, so many a minute and no more: whoever attacks must not be able to push everything else out
 * of the log. The first record of the next minute says how many were left out. Thread-safe.
 */
final class FailureAudit {
    /** How many are taken down in a minute. */
    static final int MOST_A_MINUTE = 300;

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final Audit audit;
    private long began; // guarded by this; when this minute began
    private int taken; // guarded by this; in this minute, 0 also before the first
    private long leftOut; // guarded by this; since the last record

    FailureAudit(Audit audit) {
        this.audit = audit;
    }

    void failed(AuthFailure failure, String claimedKey, String peer, long now) {
        long unsaid;
        synchronized (this) {
            if (taken == 0 || now - began >= MINUTE) {
                began = now;
                taken = 0;
            }
            if (taken == MOST_A_MINUTE) {
                leftOut++;
                return;
            }
            taken++;
            unsaid = leftOut;
            leftOut = 0;
        }
        AuditRecord record = AuditRecord.of("nobody", AuditAction.AUTHENTICATE, AuditOutcome.DENIED, claimedKey)
                .from(peer, "")
                .with("reason", failure.tag());
        audit.record(unsaid == 0 ? record : record.with("left-out-before", Long.toString(unsaid)));
    }
}
