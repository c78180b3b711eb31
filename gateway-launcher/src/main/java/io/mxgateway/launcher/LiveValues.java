package io.mxgateway.launcher;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.security.Caller;
import io.mxgateway.core.security.Scope;
import io.mxgateway.core.session.ClientIdentity;
import io.mxgateway.core.session.CloseReason;
import io.mxgateway.core.session.CommandRequest;
import io.mxgateway.core.session.GatewaySession;
import io.mxgateway.core.session.SessionException;
import io.mxgateway.core.session.SessionManager;
import io.mxgateway.core.session.SessionOpenRequest;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.launcher.admin.GalaxyView.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions through which people at the dashboard see values: an ordinary one for each key, shared by all who look with
 * it, opened when the first one looks and closed when nobody has looked for a while. What a key may not read, it does not
 * see here either.
 *
 * <p>Each look reads what it shows, and leaves nothing behind in the session. Thread-safe; {@link #read} blocks for a
 * moment.
 */
final class LiveValues implements AutoCloseable {
    /** How long a session stays when nobody looks: several times what a page waits before it looks again. */
    static final Duration IDLE = Duration.ofSeconds(30);

    /** How long after a failure the next session is opened. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    /** The most sessions, which are taken away from clients. */
    static final int MOST = 8;

    private static final String NAME = "dashboard";
    private static final Duration SWEEP = Duration.ofSeconds(5);
    private static final int TAG_MILLIS = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(LiveValues.class);

    private enum State {
        /** Its session is being opened. */
        OPENING,
        /** Values can be read. */
        READY,
        /** It failed; the next look after the pause begins anew. */
        FAILED
    }

    /** One key's. */
    private static final class Look {
        final ClientIdentity identity;
        // The rest is guarded by the lock of all.
        State state = State.OPENING;
        String session = ""; // empty until it is opened
        int server; // its registration; 0 until it is ready
        String why = ""; // empty until it failed
        long lastLook; // on the monotonic clock
        long failedAt; // on the monotonic clock; 0 until it failed

        Look(ClientIdentity identity) {
            this.identity = identity;
        }
    }

    private final SessionManager sessions;
    private final GatewayTime time;
    private final Object lock = new Object();
    // Guarded by lock, by owner; bounded by MOST.
    private final Map<String, Look> looks = new HashMap<>();
    private GatewayTime.Timer sweep = GatewayTime.Timer.NONE; // guarded by lock; NONE while there is no look
    private boolean closed; // guarded by lock

    LiveValues(SessionManager sessions, GatewayTime time) {
        this.sessions = sessions;
        this.time = time;
    }

    /** Reads tags for somebody, or says why not. */
    Values read(List<String> references, Caller by, String peer) {
        for (Scope needed : List.of(Scope.SESSION_OPEN, Scope.INVOKE_READ)) {
            if (!by.may(needed)) {
                return Values.none("values need the scope " + needed.text() + ", which your key does not have");
            }
        }
        Look look;
        boolean ours;
        State state;
        String session;
        int server;
        String why;
        synchronized (lock) {
            if (closed) {
                return Values.none("the gateway is ending");
            }
            long now = time.nanoTime();
            look = looks.get(by.identity().owner());
            ours = look == null || (look.state == State.FAILED && now - look.failedAt >= PAUSE.toNanos());
            if (ours && look == null && looks.size() >= MOST) {
                return Values.none("people with " + MOST + " other keys look at values already; try again later");
            }
            if (ours) {
                look = new Look(by.identity());
                looks.put(by.identity().owner(), look);
                sweepLater();
            }
            look.lastLook = now;
            state = look.state;
            session = look.session;
            server = look.server;
            why = look.why;
        }
        if (ours) {
            open(look);
        }
        return switch (state) {
            case OPENING -> Values.none("a session for the values is being opened");
            case FAILED -> Values.none("no values: " + why);
            case READY -> read(look, session, new MxCommand.ReadBulk(server, references, TAG_MILLIS), peer);
        };
    }

    private void open(Look look) {
        sessions.open(SessionOpenRequest.named(NAME), look.identity)
                .thenCompose(session -> register(look, session))
                .whenComplete((reply, failure) -> {
                    if (failure != null) {
                        fail(look, failure);
                    } else if (reply.payload() instanceof MxReplyPayload.ServerHandle registered) {
                        synchronized (lock) {
                            if (look.state == State.OPENING) {
                                look.server = registered.serverHandle();
                                look.state = State.READY;
                            }
                        }
                    } else {
                        fail(look, new IllegalStateException("Register failed: " + reply.diagnosticMessage()));
                    }
                });
    }

    private CompletableFuture<MxReply> register(Look look, GatewaySession session) {
        boolean wanted;
        synchronized (lock) {
            look.session = session.id();
            wanted = looks.get(look.identity.owner()) == look;
        }
        if (!wanted) {
            // Nobody looks any more, so nobody else will close it.
            end(look);
        }
        return sessions.invoke(session.id(), look.identity, CommandRequest.of(new MxCommand.Register(NAME)));
    }

    private Values read(Look look, String session, MxCommand.ReadBulk command, String peer) {
        CompletableFuture<MxReply> reply;
        try {
            reply = sessions.invoke(session, look.identity, new CommandRequest(command, "", PATIENCE, peer));
        } catch (SessionException e) {
            return failed(look, e);
        }
        try {
            MxReply answer = reply.get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return answer.payload() instanceof MxReplyPayload.ReadResults read
                            && read.results().size() == command.tagAddresses().size()
                    ? new Values(read.results(), "")
                    : Values.none("no values: " + answer.diagnosticMessage());
        } catch (TimeoutException e) {
            reply.cancel(false);
            return Values.none("no values: the worker does not answer");
        } catch (InterruptedException e) {
            reply.cancel(false);
            Thread.currentThread().interrupt();
            return Values.none("the gateway is ending");
        } catch (ExecutionException e) {
            return failed(look, e.getCause());
        }
    }

    private Values failed(Look look, Throwable failure) {
        if (failure instanceof SessionException known) {
            switch (known.code()) {
                case COMMAND_TIMEOUT, PENDING_LIMIT_EXCEEDED, PERMISSION_DENIED, CONSTRAINT_DENIED -> {
                    return Values.none("no values: " + known.getMessage());
                }
                default -> {}
            }
        }
        fail(look, failure);
        return Values.none("no values: " + failure.getMessage() + "; another session is opened in a moment");
    }

    /** The session cannot be had or used; it is closed if it is there, and forgotten after the pause. */
    private void fail(Look look, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        synchronized (lock) {
            if (look.state == State.FAILED) {
                return;
            }
            look.state = State.FAILED;
            look.why = String.valueOf(cause.getMessage());
            look.failedAt = time.nanoTime();
        }
        if (!(cause instanceof SessionException)) {
            LOG.warn("the dashboard cannot read values for {}", look.identity.owner(), cause);
        }
        end(look);
    }

    /** Called under the lock. */
    private void sweepLater() {
        if (sweep == GatewayTime.Timer.NONE) {
            sweep = time.after(SWEEP, this::sweep);
        }
    }

    private void sweep() {
        List<Look> idle = new ArrayList<>();
        synchronized (lock) {
            sweep = GatewayTime.Timer.NONE;
            long now = time.nanoTime();
            looks.values().removeIf(look -> now - look.lastLook >= IDLE.toNanos() && idle.add(look));
            if (!looks.isEmpty() && !closed) {
                sweepLater();
            }
        }
        idle.forEach(this::end);
    }

    private void end(Look look) {
        String session;
        synchronized (lock) {
            session = look.session;
        }
        if (session.isEmpty()) {
            // It is being opened; whoever opens it sees that nobody looks any more.
            return;
        }
        try {
            sessions.close(session, look.identity, CloseReason.CLIENT_CLOSE)
                    .whenComplete(
                            (closing, failure) -> LOG.debug("the dashboard's session {} is over", session, failure));
        } catch (SessionException e) {
            LOG.debug("the dashboard's session {} was over already", session, e);
        }
    }

    /** Ends all of them, without waiting. Idempotent. */
    @Override
    public void close() {
        List<Look> all;
        synchronized (lock) {
            closed = true;
            sweep.cancel();
            all = List.copyOf(looks.values());
            looks.clear();
        }
        all.forEach(this::end);
    }
}
