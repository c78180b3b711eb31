package io.mxgateway.launcher.config;

import io.mxgateway.core.security.AuditOptions;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Who may do what, and where that is kept. Immutable.
 *
 * @param mode how the gateway finds out who calls
 * @param keyDirectory where API keys are kept
 * @param pepperFile where the pepper is kept, unless the environment holds it
 * @param audit where it is written down what was done
 * @param readOnly whether all writes are refused
 * @param tls how connections are encrypted
 */
public record SecuritySettings(
        AuthMode mode, Path keyDirectory, Path pepperFile, AuditOptions audit, boolean readOnly, TlsSettings tls) {
    public SecuritySettings {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(keyDirectory, "keyDirectory");
        Objects.requireNonNull(pepperFile, "pepperFile");
        Objects.requireNonNull(audit, "audit");
        Objects.requireNonNull(tls, "tls");
    }
}
