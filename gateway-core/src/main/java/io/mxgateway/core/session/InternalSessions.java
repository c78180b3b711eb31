package io.mxgateway.core.session;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxReply;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/**
 * Sessions that the gateway opens for itself. Such a session takes none of the places that clients have, has no lease and
 * no grace, runs no steps after its opening, and cannot be found by any client, neither while it lives nor afterwards. In
 * the metrics it is no session (opened, open and closed do not count it), but its worker, its commands, its events and its
 * faults count like any other's. A shutdown of the manager ends it.
 *
 * <p>Thread-safe; nothing blocks. Failures are {@link SessionException}s, as those of {@link SessionManager}.
 */
public final class InternalSessions {
    private static final String OWNER_PREFIX = "internal:";

    private final BiFunction<SessionOpenRequest, ClientIdentity, CompletableFuture<GatewaySession>> opener;
    private final SessionCommands commands;
    private final SessionEndings endings;

    InternalSessions(
            BiFunction<SessionOpenRequest, ClientIdentity, CompletableFuture<GatewaySession>> opener,
            SessionCommands commands,
            SessionEndings endings) {
        this.opener = opener;
        this.commands = commands;
        this.endings = endings;
    }

    /**
     * Opens a session. Read it with {@link GatewaySession#observe}.
     *
     * @param purpose what for, a word; the owner is called {@code internal:} and this
     * @return the session, ready; cancelling the future undoes the opening
     */
    public CompletableFuture<GatewaySession> open(SessionOpenRequest request, String purpose) {
        Objects.requireNonNull(purpose, "purpose");
        return opener.apply(request, new ClientIdentity(OWNER_PREFIX + purpose, false, false));
    }

    /**
     * Executes a command.
     *
     * @param timeout how long it may take; at most the session's own
     */
    public CompletableFuture<MxReply> invoke(GatewaySession session, MxCommand command, Duration timeout) {
        return commands.internal(checked(session), command, timeout);
    }

    /** Closes a session gracefully; see {@link SessionManager#close}. */
    public CompletionStage<SessionCloseResult> close(GatewaySession session, CloseReason reason) {
        return endings.close(checked(session), reason).copy();
    }

    private static GatewaySession checked(GatewaySession session) {
        if (!session.isInternal()) {
            throw new IllegalArgumentException("not one of the gateway's own: " + session);
        }
        return session;
    }
}
