package io.mxgateway.launcher;

import io.mxgateway.core.security.ApiKey;
import io.mxgateway.core.security.ApiKeyStore;
import io.mxgateway.core.security.ApiKeys;
import io.mxgateway.core.security.AuditEntry;
import io.mxgateway.core.security.AuditTail;
import io.mxgateway.core.security.AuditVerifier;
import io.mxgateway.core.security.Caller;
import io.mxgateway.core.security.IssuedKey;
import io.mxgateway.core.security.KeyProblem;
import io.mxgateway.launcher.admin.SecurityView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Keys and audit log as the admin port sees them. Thread-safe. */
final class RunningSecurity implements SecurityView {
    private final ApiKeys keys;
    private final ApiKeyStore store;
    private final Path auditLog;

    RunningSecurity(ApiKeys keys, ApiKeyStore store, Path auditLog) {
        this.keys = keys;
        this.store = store;
        this.auditLog = auditLog;
    }

    @Override
    public List<ApiKey> keys() {
        return keys.list();
    }

    @Override
    public List<KeyProblem> problems() {
        return store.problems();
    }

    @Override
    public IssuedKey create(ApiKeys.Order order, Caller by) {
        return keys.create(order, by.keyId());
    }

    @Override
    public IssuedKey rotate(String keyId, Caller by) {
        return keys.rotate(keyId, by.keyId());
    }

    @Override
    public ApiKey revoke(String keyId, Caller by) {
        return keys.revoke(keyId, by.keyId());
    }

    @Override
    public ApiKey delete(String keyId, Caller by) {
        return keys.delete(keyId, by.keyId());
    }

    @Override
    public List<AuditEntry> lastRecords(int most) {
        try {
            return new AuditTail(auditLog)
                    .last(most).stream()
                            .map(AuditEntry::parse)
                            .flatMap(Optional::stream)
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public AuditVerifier.Result verify() {
        try {
            return AuditVerifier.verify(auditLog);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
