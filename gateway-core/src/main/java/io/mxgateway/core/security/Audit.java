package io.mxgateway.core.security;

/** Takes down what was done and by whom. Implementations are thread-safe, do not block and do not throw. */
@FunctionalInterface
public interface Audit {
    /** Takes down nothing. */
    Audit NONE = record -> {};

    /** Takes down one thing. */
    void record(AuditRecord record);
}
