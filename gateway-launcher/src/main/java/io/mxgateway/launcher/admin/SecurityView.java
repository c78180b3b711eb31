package io.mxgateway.launcher.admin;

import io.mxgateway.core.security.ApiKey;
import io.mxgateway.core.security.ApiKeys;
import io.mxgateway.core.security.AuditEntry;
import io.mxgateway.core.security.AuditVerifier;
import io.mxgateway.core.security.Caller;
import io.mxgateway.core.security.IssuedKey;
import io.mxgateway.core.security.KeyProblem;
import java.util.List;

/**
 * Keys and audit log of a running gateway. Every change is audited with who made it. Everything blocks for a moment.
 * Thread-safe.
 *
 * <p>Changes fail with {@link io.mxgateway.core.security.KeyStoreException} when the store refuses them, and with {@link
 * IllegalArgumentException} when there can be no such key; both say why.
 */
public interface SecurityView {
    /** All keys that can be read, valid or not, by id. */
    List<ApiKey> keys();

    /** What is wrong with the others. */
    List<KeyProblem> problems();

    /** Makes a key; what is returned is the one place that its secret is in. */
    IssuedKey create(ApiKeys.Order order, Caller by);

    /** Gives a key another secret; likewise. */
    IssuedKey rotate(String keyId, Caller by);

    /** Ends the validity of a key for good. */
    ApiKey revoke(String keyId, Caller by);

    /** Forgets a key that was revoked. */
    ApiKey delete(String keyId, Caller by);

    /**
     * The last records of the audit log, the oldest first.
     *
     * @throws java.io.UncheckedIOException when it cannot be read
     */
    List<AuditEntry> lastRecords(int most);

    /**
     * Reads all of the audit log and says whether its chain of hashes holds. Takes its time with a large log.
     *
     * @throws java.io.UncheckedIOException when it cannot be read
     */
    AuditVerifier.Result verify();
}
