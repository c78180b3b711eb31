package io.mxgateway.core.security;

import io.mxgateway.core.session.ClientIdentity;
import io.mxgateway.core.session.CloseReason;
import io.mxgateway.core.session.EndedSession;
import io.mxgateway.core.session.GatewaySession;
import io.mxgateway.core.session.SessionException;
import io.mxgateway.core.session.SessionListener;
import io.mxgateway.core.session.SessionState;
import java.util.Objects;

/** Takes down how sessions begin and end. Thread-safe; as quick as the audit it is given. */
public final class SessionAudit implements SessionListener {
    private final Audit audit;

    /** Takes sessions down there. */
    public SessionAudit(Audit audit) {
        this.audit = Objects.requireNonNull(audit, "audit");
    }

    @Override
    public void opened(GatewaySession session) {
        audit.record(AuditRecord.of(session.owner(), AuditAction.SESSION_OPEN, AuditOutcome.SUCCESS, session.id())
                .with("client", session.clientName())
                .with("backend", session.backend()));
    }

    @Override
    public void notOpened(GatewaySession session, SessionException failure) {
        audit.record(AuditRecord.of(session.owner(), AuditAction.SESSION_OPEN, AuditOutcome.FAILURE, session.id())
                .with("client", session.clientName())
                .with("backend", session.backend())
                .with("code", failure.code().name()));
    }

    @Override
    public void endWanted(GatewaySession session, ClientIdentity by, boolean kill) {
        audit.record(AuditRecord.of(by.owner(), AuditAction.ADMIN, AuditOutcome.SUCCESS, session.id())
                .with("what", kill ? "kill session" : "close session")
                .with("owner", session.owner()));
    }

    @Override
    public void ended(EndedSession session) {
        boolean killed = session.reason() == CloseReason.ADMIN_KILL;
        boolean byOwner = session.reason() == CloseReason.CLIENT_CLOSE;
        audit.record(AuditRecord.of(
                        byOwner ? session.owner() : "gateway",
                        killed ? AuditAction.SESSION_KILL : AuditAction.SESSION_CLOSE,
                        session.finalState() == SessionState.CLOSED ? AuditOutcome.SUCCESS : AuditOutcome.FAILURE,
                        session.id())
                .with("owner", session.owner())
                .with("client", session.clientName())
                .with("reason", session.reason().tag()));
    }
}
