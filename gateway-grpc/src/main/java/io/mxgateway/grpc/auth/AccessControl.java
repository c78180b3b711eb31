package io.mxgateway.grpc.auth;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.security.Access;
import io.mxgateway.core.security.AccessTable;
import io.mxgateway.core.security.Audit;
import io.mxgateway.core.security.AuditAction;
import io.mxgateway.core.security.AuditOutcome;
import io.mxgateway.core.security.AuditRecord;
import io.mxgateway.core.security.Caller;
import io.mxgateway.core.security.Scope;
import java.util.Objects;

/** Holds callers against the table of scopes, and counts and takes down whom it refuses. Thread-safe. */
final class AccessControl {
    private static final String SCOPE_MISSING = "scope";

    /** Counts nothing, takes down nothing. */
    static final AccessControl QUIET = new AccessControl(AccessTable.STANDARD, Audit.NONE, GatewayMetrics.NONE);

    private final AccessTable table;
    private final Audit audit;
    private final GatewayMetrics metrics;

    AccessControl(AccessTable table, Audit audit, GatewayMetrics metrics) {
        this.table = Objects.requireNonNull(table, "table");
        this.audit = Objects.requireNonNull(audit, "audit");
        this.metrics = Objects.requireNonNull(metrics, "metrics");
    }

    AccessTable table() {
        return table;
    }

    /** Refuses a caller of a method who lacks its scope; a method that is decided by command passes. */
    void require(Caller caller, Access access, String method, String peer) {
        if (access instanceof Access.Needs needs) {
            require(caller, needs.scope(), method, peer, "");
        }
    }

    /** Refuses a caller who lacks a scope. */
    void require(Caller caller, Scope scope, String what, String peer, String correlationId) {
        if (caller.may(scope)) {
            return;
        }
        metrics.count(GatewayMetric.AUTH_REJECTED, SCOPE_MISSING);
        audit.record(AuditRecord.of(caller.identity().owner(), AuditAction.AUTHORIZE, AuditOutcome.DENIED, what)
                .from(peer, correlationId)
                .with("scope", scope.text()));
        caller.require(scope);
    }
}
