package io.mxgateway.core.security;

import io.mxgateway.core.mx.MxCommandKind;

/**
 * Which commands write values. Acknowledging an alarm is not among them: it changes no process data, and whoever puts a
 * plant into operation has to be able to do it.
 */
final class WriteKinds {
    private WriteKinds() {}

    static boolean contains(MxCommandKind kind) {
        return switch (kind) {
            case WRITE,
                    WRITE2,
                    WRITE_SECURED,
                    WRITE_SECURED2,
                    WRITE_BULK,
                    WRITE2_BULK,
                    WRITE_SECURED_BULK,
                    WRITE_SECURED2_BULK -> true;
            default -> false;
        };
    }
}
