package io.mxgateway.core.session;

import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.event.EventCursor;
import io.mxgateway.core.event.EventLog;
import io.mxgateway.core.event.StreamStart;
import io.mxgateway.core.worker.WorkerClient;
import io.mxgateway.core.worker.WorkerDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One client's session with its worker, for anybody to look at. Its manager alone changes it; use {@link SessionManager}
 * to do something with it.
 *
 * <p>Thread-safe; each figure is true for itself at the moment it is read. A session equals nothing but itself, and its
 * figures stay readable after its end.
 */
public final class GatewaySession {
    /** What becomes of the decision to end a session. */
    enum Claim {
        /** Whoever decided, ends it. */
        OURS,
        /** It is to end, but it is still being opened: whoever opens it undoes that. */
        OPENING,
        /** It is ending already, or the condition did not hold. */
        REFUSED
    }

    private final SessionOrigin origin;
    private final Duration lease;
    private final SessionServices services;
    private final EventLog log;
    private final WorkerLink worker = new WorkerLink();
    private final SessionGate gate;
    private final CompletableFuture<SessionCloseResult> outcome = new CompletableFuture<>();
    // Completed when an end that is under way must not wait for the worker any longer.
    private final CompletableFuture<Void> impatience = new CompletableFuture<>();
    private final SessionLifecycle life = new SessionLifecycle();

    // Guarded by life.
    private final SessionUse use;
    // Why it ends; null while nobody has decided that it does. Written once, under life.
    private volatile CloseReason closeReason;
    // Who opens it; null once nobody does any more. Written under life.
    private volatile OpenOperation opening;
    // Whether the gauge of open sessions counts it. Guarded by life.
    private boolean counted;

    GatewaySession(SessionOrigin origin, OpenOperation opening, SessionServices services) {
        GatewayOptions options = services.options();
        this.origin = origin;
        this.opening = opening;
        this.services = services;
        this.lease = options.sessions().lease();
        this.use = new SessionUse(options.sessions(), services.time().nanoTime());
        this.gate = origin.internal() ? SessionGate.OPEN : services.gate().of(origin.id(), origin.identity());
        this.log = new EventLog(origin.id(), options.events(), services.time(), services.metrics(), new LogOwner());
    }

    /** The id. */
    public String id() {
        return origin.id();
    }

    /** Whose it is; see {@link ClientIdentity#owner()}. */
    public String owner() {
        return origin.identity().owner();
    }

    /** Whether it is one of the gateway's own, which no client can see or use; see {@link InternalSessions}. */
    public boolean isInternal() {
        return origin.internal();
    }

    /** What the client calls itself; may be empty. */
    public String clientName() {
        return origin.request().clientName();
    }

    /** What the client sent along to be echoed and logged when it opened the session; may be empty. */
    public String clientCorrelationId() {
        return origin.request().clientCorrelationId();
    }

    /** What logs call it: the client's name and the id. */
    public String correlationId() {
        return (clientName().isEmpty() ? "client" : clientName()) + "-" + id();
    }

    /** The name of the backend it runs on. */
    public String backend() {
        return origin.backend();
    }

    /** How long its commands may take unless they say less; the default or what was asked for, revised. */
    public Duration commandTimeout() {
        return origin.commandTimeout();
    }

    /** How long it lives without a call that names it. */
    public Duration lease() {
        return lease;
    }

    /** When it was created. */
    public Instant createdAt() {
        return origin.createdAt();
    }

    /** The state; a session that faulted stays {@link SessionState#FAULTED}. */
    public SessionState state() {
        return life.state();
    }

    /** The text of its first fault; empty when it had none. */
    public Optional<String> lastFault() {
        return Optional.ofNullable(life.fault());
    }

    /** Why it ends or has ended; empty while it does neither. */
    public Optional<CloseReason> closeReason() {
        return Optional.ofNullable(closeReason);
    }

    /** Who its worker is; empty until it has one. */
    public Optional<WorkerDescription> worker() {
        return Optional.ofNullable(worker.client()).map(WorkerClient::description);
    }

    /** The state of its worker in words; {@code STARTING} until it has one. */
    public String workerState() {
        WorkerClient client = worker.client();
        return client == null ? "STARTING" : client.state().name();
    }

    /** Commands sent to the worker and not answered. */
    public int pendingCommands() {
        WorkerClient client = worker.client();
        return client == null ? 0 : client.pendingCommands();
    }

    /** Commands it has been asked for. */
    public long commands() {
        synchronized (life) {
            return use.commands();
        }
    }

    /** Those of its commands that had an outcome other than success. */
    public long failedCommands() {
        synchronized (life) {
            return use.failures();
        }
    }

    /** The sequence of its newest event, unsigned; also how many it has had. 0 before the first. */
    public long lastEventSequence() {
        return log.newestSequence();
    }

    /** How many of its events are kept. */
    public int keptEvents() {
        return log.depth();
    }

    /** How many client streams read its events. */
    public int subscribers() {
        return log.streams();
    }

    /**
     * Reads its events on behalf of the gateway itself: counts as no stream, holds nobody up, loses what it is too slow
     * for and is told so.
     *
     * @param wakeUp as for {@link SessionManager#events}
     * @throws io.mxgateway.core.event.EventLogException when there is no such position or nothing is kept any more
     */
    public EventCursor observe(StreamStart start, Runnable wakeUp) {
        return log.observe(start, wakeUp);
    }

    @Override
    public String toString() {
        return "session=" + id() + " state=" + state() + " owner=" + owner() + " backend=" + backend();
    }

    /** The id of the worker's process for a line of the log, which would put separators into a number; may be empty. */
    String workerProcess() {
        return worker().map(known -> Long.toString(known.processId())).orElse("");
    }

    ClientIdentity identity() {
        return origin.identity();
    }

    SessionGate gate() {
        return gate;
    }

    EventLog log() {
        return log;
    }

    WorkerLink link() {
        return worker;
    }

    Slots.Slot slot() {
        return origin.slot();
    }

    CompletableFuture<SessionCloseResult> outcome() {
        return outcome;
    }

    CompletableFuture<Void> impatience() {
        return impatience;
    }

    OpenOperation opening() {
        return opening;
    }

    /** The worker has come further, or has come up. */
    boolean advance(SessionState next) {
        return life.to(next, null, () -> closeReason == null);
    }

    /** It is ready: its times begin now, and the gauge counts it from now on unless it is ending. */
    boolean becomeReady(long nowNanos) {
        synchronized (life) {
            if (!advance(SessionState.READY)) {
                return false;
            }
            use.opened(nowNanos);
            counted = !isInternal();
            return true;
        }
    }

    /** Nothing is left to be done for its opening; false when it is ending, and the opening has to be undone. */
    boolean finishOpening() {
        synchronized (life) {
            if (closeReason != null) {
                return false;
            }
            opening = null;
            return true;
        }
    }

    /** Whether the gauge counted it; it does not any more. */
    boolean takeFromGauge() {
        synchronized (life) {
            boolean was = counted;
            counted = false;
            return was;
        }
    }

    /** Decides that it closes. Of all the claims on a session, exactly one succeeds. */
    Claim claimClosing(CloseReason reason) {
        synchronized (life) {
            return claimed(reason, closeReason == null && life.to(SessionState.CLOSING, null, SessionLifecycle.ALWAYS));
        }
    }

    /** Decides that it closes because nobody uses it, if that is still so at this moment. */
    Claim claimOverdue(long nowNanos) {
        synchronized (life) {
            CloseReason reason = state() == SessionState.READY && !isInternal() ? use.overdue(nowNanos) : null;
            return claimed(reason, reason != null && life.to(SessionState.CLOSING, null, SessionLifecycle.ALWAYS));
        }
    }

    /** Decides that it has failed. */
    Claim claimFaulted(CloseReason reason, String text) {
        synchronized (life) {
            return claimed(reason, closeReason == null && life.to(SessionState.FAULTED, text, SessionLifecycle.ALWAYS));
        }
    }

    private Claim claimed(CloseReason reason, boolean won) {
        if (!won) {
            return Claim.REFUSED;
        }
        closeReason = reason;
        return opening == null ? Claim.OURS : Claim.OPENING;
    }

    /** It cannot be opened. For whoever opens it; who claimed it before, has given the reason. */
    void failOpening(CloseReason reason, String text) {
        synchronized (life) {
            if (closeReason == null) {
                closeReason = reason;
            }
            life.to(SessionState.FAULTED, text, SessionLifecycle.ALWAYS);
        }
    }

    /** The last change: for whoever has claimed its end. */
    void enterFinal(SessionState state, String text) {
        life.to(state, text, SessionLifecycle.ALWAYS);
    }

    boolean isOverdue(long nowNanos) {
        synchronized (life) {
            return state() == SessionState.READY
                    && !isInternal()
                    && closeReason == null
                    && use.overdue(nowNanos) != null;
        }
    }

    /** A call has named it, or has ended. */
    void called() {
        long now = services.time().nanoTime();
        synchronized (life) {
            use.called(now);
        }
    }

    /** A client has used it without sending its worker a command. */
    void used() {
        synchronized (life) {
            use.used();
        }
    }

    /**
     * Lets a command in.
     *
     * @param byClient whether it is one of the client's, or the gateway's own
     * @return null, or why not
     */
    SessionErrorCode admit(boolean byClient) {
        synchronized (life) {
            if (byClient) {
                use.used();
            }
            if (state() != SessionState.READY) {
                return SessionErrorCode.SESSION_NOT_READY;
            }
            if (use.pendingLimitReached()) {
                return SessionErrorCode.PENDING_LIMIT_EXCEEDED;
            }
            use.commandBegins();
            return null;
        }
    }

    /** A command that was let in has its outcome. */
    void commandEnds(boolean success) {
        long now = services.time().nanoTime();
        synchronized (life) {
            use.commandEnds(now, success);
        }
    }

    /** Lets a stream in; false when the session is not ready. Else {@link #attachEnds} follows. */
    boolean attachBegins() {
        synchronized (life) {
            if (state() != SessionState.READY) {
                return false;
            }
            use.attachBegins();
            return true;
        }
    }

    void attachEnds() {
        long now = services.time().nanoTime();
        synchronized (life) {
            use.attachEnds(now);
        }
    }

    /** What the event log has to say. */
    private final class LogOwner implements EventLog.Owner {
        @Override
        public void onBackPressure(boolean holdUp) {
            worker.holdUpEvents(holdUp);
        }

        @Override
        public void onFatalOverflow(String text) {
            services.endings()
                    .fault(
                            GatewaySession.this,
                            new SessionException(SessionErrorCode.EVENT_QUEUE_OVERFLOW, text),
                            CloseReason.FAULTED);
        }

        @Override
        public void onStreams(int attached) {
            long now = services.time().nanoTime();
            synchronized (life) {
                use.streams(attached, now);
            }
        }
    }
}
