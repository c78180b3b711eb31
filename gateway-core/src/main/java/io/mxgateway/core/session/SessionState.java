package io.mxgateway.core.session;

import java.util.EnumSet;
import java.util.Set;

/** The life of a session. States are passed in order; those that a transport lacks are skipped, none comes twice. */
public enum SessionState {
    /** It has an id, an owner and a slot. */
    CREATING(1),
    /** Its worker's process is being started. */
    STARTING_WORKER(2),
    /** The process runs and has not connected yet. */
    WAITING_FOR_PIPE(3),
    /** Who connected, is being checked. */
    HANDSHAKING(4),
    /** The worker's MXAccess object is coming up. */
    INITIALIZING_WORKER(5),
    /** It takes commands and streams. The only state that does. */
    READY(6),
    /** It is being closed. */
    CLOSING(7),
    /** It is gone. Final. */
    CLOSED(8),
    /** It failed; what is left of it is being removed. */
    FAULTED(9);

    private static final Set<SessionState> FROM_FAULTED = EnumSet.of(CLOSED);
    private static final Set<SessionState> FROM_CLOSING = EnumSet.of(CLOSED, FAULTED);

    private final int number;

    SessionState(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** Whether a session in this state may enter {@code next}: forwards only, and never out of {@link #CLOSED}. */
    public boolean canBecome(SessionState next) {
        return switch (this) {
            case CLOSED -> false;
            case FAULTED -> FROM_FAULTED.contains(next);
            case CLOSING -> FROM_CLOSING.contains(next);
            default -> next.number > number && (next != CLOSED);
        };
    }
}
