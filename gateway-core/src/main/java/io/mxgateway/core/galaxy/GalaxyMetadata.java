package io.mxgateway.core.galaxy;

import io.mxgateway.core.mx.MxSecurityClass;
import java.util.Optional;

/**
 * What can be told of a reference without asking MXAccess for its value. References are compared without regard to case;
 * one that does not resolve is not an error.
 *
 * <p>Implementations are thread-safe, never return null and answer from memory.
 */
public interface GalaxyMetadata {
    /** Knows nothing of any reference. */
    GalaxyMetadata UNKNOWN = new GalaxyMetadata() {
        @Override
        public boolean isArray(String reference) {
            return false;
        }

        @Override
        public Optional<String> containedPath(String reference) {
            return Optional.empty();
        }

        @Override
        public Optional<MxSecurityClass> securityClassification(String reference) {
            return Optional.empty();
        }
    };

    /**
     * Whether the reference names a whole array attribute without brackets, and so needs {@code []} behind it to be read
     * or written.
     */
    boolean isArray(String reference);

    /**
     * The object that the reference belongs to, as a path from its topmost area through its containers, the parts joined
     * by dots; empty when the reference does not resolve.
     */
    Optional<String> containedPath(String reference);

    /** The security class of the attribute; empty when the reference does not resolve. */
    Optional<MxSecurityClass> securityClassification(String reference);

    /**
     * What a reference means that was given together with a context object, as an absolute reference: {@code Me.Level}
     * with the context {@code Reactor_001} is {@code Reactor_001.Level}. One that needs no context comes back as it is.
     *
     * @return empty when that cannot be told
     */
    default Optional<String> absoluteReference(String reference, String context) {
        return Optional.empty();
    }
}
