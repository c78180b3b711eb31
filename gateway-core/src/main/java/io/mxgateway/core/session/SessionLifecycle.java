package io.mxgateway.core.session;

import java.util.function.BooleanSupplier;

/**
 * The state of one session, its first fault, and the lock under which both change. What else decides about a session's
 * life is guarded by the same lock, so that a decision and the change it leads to are one step.
 *
 * <p>Thread-safe. Nothing is called out to under the lock but the condition of {@link #to}, which only reads fields.
 */
final class SessionLifecycle {
    /** The condition of a change that depends on nothing else. */
    static final BooleanSupplier ALWAYS = () -> true;

    // Written under the lock of this object, read anywhere.
    private volatile SessionState state = SessionState.CREATING;
    // The text of the first fault, null while there was none; written once, under the lock of this object.
    private volatile String fault;

    SessionState state() {
        return state;
    }

    /** The first fault, or null. */
    String fault() {
        return fault;
    }

    /**
     * The only way a state changes: if the condition holds and the table of {@link SessionState#canBecome} allows it.
     *
     * @param next where to
     * @param text the fault's text when {@code next} is {@link SessionState#FAULTED}, else ignored; a first fault stays
     * @param condition what must hold as well, evaluated under the lock
     * @return whether this call made the change; a change that comes too late is no error
     */
    boolean to(SessionState next, String text, BooleanSupplier condition) {
        synchronized (this) {
            if (!state.canBecome(next) || !condition.getAsBoolean()) {
                return false;
            }
            if (next == SessionState.FAULTED && fault == null) {
                fault = text;
            }
            state = next;
            return true;
        }
    }
}
