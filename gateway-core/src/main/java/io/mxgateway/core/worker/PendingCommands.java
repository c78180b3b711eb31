package io.mxgateway.core.worker;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.time.GatewayTime;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The commands of one worker that were sent and not answered; every transport keeps its books here.
 *
 * <p>Each command gets exactly one outcome: the reply, a timeout, a cancellation, or the end of the worker. A timeout
 * and a cancellation end the wait only: the command stays in flight, and counts against the limit, until the worker
 * answers it or ends, since the worker's queue really is that deep.
 *
 * <p>Thread-safe. Futures complete on the thread that brought the outcome, never under a lock.
 */
public final class PendingCommands {
    private static final Logger LOG = System.getLogger(PendingCommands.class.getName());
    private static final Duration LONGEST = Duration.ofDays(365);

    /** What became of a reply. */
    public enum ReplyFate {
        /** It is the outcome of its command. */
        DELIVERED,
        /** Nobody waited for it any more; the command is no longer in flight. */
        LATE,
        /** Its command was answered before, or has failed with the worker; dropped. */
        DUPLICATE,
        /** No command ever had this id; dropped. What that means is for the transport to say. */
        UNKNOWN
    }

    /** Told of a command that nobody waits for any more, so that a transport can tell the worker. */
    @FunctionalInterface
    public interface AbandonedHook {
        /**
         * The wait is over, the command is still in flight. May come before the command was sent, when its time was
         * that short. Must not block.
         *
         * @param correlationId the command
         * @param reason why, for a person
         */
        void abandoned(String correlationId, String reason);
    }

    private final String owner;
    private final int limit;
    private final GatewayTime time;
    private final GatewayMetrics metrics;
    private final AbandonedHook hook;
    private final EarliestTimer deadlines;
    private final Object lock = new Object();
    // All in flight, in the order of their ids, and so the oldest first. Guarded by lock.
    private final Map<Long, PendingCall> calls = new LinkedHashMap<>();
    // The last id given, 0 when none was. Guarded by lock.
    private long lastId;
    // Why nothing can be pending any more; null while something can. Guarded by lock.
    private WorkerException failure;

    /**
     * An empty table.
     *
     * @param owner whose commands these are, for messages: the session id
     * @param limit how many may be in flight, positive
     * @param hook told of abandoned commands
     */
    public PendingCommands(String owner, int limit, GatewayTime time, GatewayMetrics metrics, AbandonedHook hook) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit + ", must be at least 1");
        }
        this.owner = owner;
        this.limit = limit;
        this.time = time;
        this.metrics = metrics;
        this.hook = hook;
        this.deadlines = new EarliestTimer(time, this::expire);
    }

    /**
     * Enters a command.
     *
     * @param timeout how long its caller waits; zero or less has run out already
     * @return the call, to be sent when it is {@linkplain PendingCall#accepted accepted}; otherwise failed with {@link
     *     WorkerErrorCode#PENDING_LIMIT_EXCEEDED}, {@link WorkerErrorCode#COMMAND_TIMEOUT} or what the worker ended of
     */
    public PendingCall begin(MxCommand command, Duration timeout) {
        MxCommandKind kind = command.kind();
        long now = time.nanoTime();
        long nanos = timeout.compareTo(LONGEST) < 0 ? timeout.toNanos() : LONGEST.toNanos();
        if (nanos <= 0) {
            return refused(kind, now, timedOut(kind, "none", 0));
        }
        PendingCall call = null;
        WorkerException ended;
        synchronized (lock) {
            ended = failure;
            if (ended == null && calls.size() < limit) {
                call = new PendingCall(this, ++lastId, kind, now, now + nanos);
                call.waiting = true;
                calls.put(lastId, call);
            }
        }
        if (call == null) {
            return refused(kind, now, ended != null ? ended : limitExceeded(kind));
        }
        metrics.move(GatewayMetric.COMMANDS_PENDING, 1);
        deadlines.noLaterThan(call.deadlineNanos());
        return call;
    }

    /**
     * Takes a reply of the worker.
     *
     * @param correlationId the id it came under
     * @return what became of it
     */
    public ReplyFate reply(String correlationId, MxReply reply) {
        long id = parse(correlationId);
        PendingCall call;
        boolean wanted;
        synchronized (lock) {
            if (id < 1 || id > lastId) {
                return ReplyFate.UNKNOWN;
            }
            call = calls.remove(id);
            wanted = call != null && claim(call);
        }
        if (call == null) {
            metrics.count(GatewayMetric.COMMANDS_LATE_REPLIES);
            return ReplyFate.DUPLICATE;
        }
        metrics.move(GatewayMetric.COMMANDS_PENDING, -1);
        if (!wanted) {
            metrics.count(GatewayMetric.COMMANDS_LATE_REPLIES);
            return ReplyFate.LATE;
        }
        call.deliver(reply.correlationId().equals(correlationId) ? reply : reply.withCorrelationId(correlationId));
        return ReplyFate.DELIVERED;
    }

    /**
     * Fails everything that is in flight and everything that will be begun. Only the first call counts.
     *
     * @param cause what all of them fail with
     * @return whether this was the first call
     */
    public boolean failAll(WorkerException cause) {
        List<PendingCall> open = new ArrayList<>();
        int gone;
        synchronized (lock) {
            if (failure != null) {
                return false;
            }
            failure = cause;
            gone = calls.size();
            for (PendingCall call : calls.values()) {
                if (claim(call)) {
                    open.add(call);
                }
            }
            calls.clear();
        }
        deadlines.stop();
        metrics.move(GatewayMetric.COMMANDS_PENDING, -gone);
        open.forEach(call -> call.fail(cause));
        return true;
    }

    /**
     * Takes back a command that could not be sent: it is no longer in flight, and fails if its outcome is still open.
     *
     * @param call one that was accepted and never sent
     * @param cause what it fails with
     */
    public void refuse(PendingCall call, WorkerException cause) {
        boolean wanted;
        synchronized (lock) {
            if (calls.remove(call.id()) == null) {
                return;
            }
            wanted = claim(call);
        }
        metrics.move(GatewayMetric.COMMANDS_PENDING, -1);
        if (wanted) {
            call.fail(cause);
        }
    }

    /** Commands sent and not answered, whether or not anybody still waits for them. */
    public int inFlight() {
        synchronized (lock) {
            return calls.size();
        }
    }

    /** The age of the oldest command in flight in nanoseconds; -1 when there is none. */
    public long oldestInFlightNanos() {
        long started;
        synchronized (lock) {
            if (calls.isEmpty()) {
                return -1;
            }
            started = calls.values().iterator().next().startedNanos();
        }
        return Math.max(0, time.nanoTime() - started);
    }

    /** Ends a wait from outside; returns whether the outcome was still open. */
    boolean abandon(PendingCall call, String reason) {
        synchronized (lock) {
            if (!claim(call)) {
                return false;
            }
        }
        tell(call, reason);
        return true;
    }

    private void expire() {
        long now = time.nanoTime();
        List<PendingCall> expired = new ArrayList<>();
        PendingCall next = null;
        synchronized (lock) {
            for (PendingCall call : calls.values()) {
                if (!call.waiting) {
                    continue;
                }
                if (call.deadlineNanos() - now <= 0) {
                    claim(call);
                    expired.add(call);
                } else if (next == null || call.deadlineNanos() - next.deadlineNanos() < 0) {
                    next = call;
                }
            }
        }
        if (next != null) {
            deadlines.noLaterThan(next.deadlineNanos());
        }
        for (PendingCall call : expired) {
            tell(call, "the time for the command has run out");
            call.fail(timedOut(call.kind(), call.correlationId(), now - call.startedNanos()));
        }
    }

    /** Decides the outcome of a call, under the lock; returns whether it was still open. */
    private static boolean claim(PendingCall call) {
        boolean won = call.waiting;
        call.waiting = false;
        return won;
    }

    private void tell(PendingCall call, String reason) {
        try {
            hook.abandoned(call.correlationId(), reason);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the worker of " + owner + " could not be told that nobody waits any more", e);
        }
    }

    private PendingCall refused(MxCommandKind kind, long now, WorkerException why) {
        PendingCall call = new PendingCall(this, 0, kind, now, now);
        call.fail(why);
        return call;
    }

    private WorkerException timedOut(MxCommandKind kind, String correlationId, long waitedNanos) {
        return new WorkerException(
                WorkerErrorCode.COMMAND_TIMEOUT,
                "no reply to " + kind.method() + " in time; a call that MXAccess has begun goes on: session=" + owner
                        + " correlation=" + correlationId + " waitedMs=" + waitedNanos / 1_000_000 + " inFlight="
                        + inFlight());
    }

    private WorkerException limitExceeded(MxCommandKind kind) {
        return new WorkerException(
                WorkerErrorCode.PENDING_LIMIT_EXCEEDED,
                kind.method() + " was not sent: as many commands as sessions.max-pending-commands allows are not"
                        + " answered; send fewer at a time: session=" + owner + " inFlight=" + inFlight() + " limit="
                        + limit + " oldestMs=" + oldestInFlightNanos() / 1_000_000);
    }

    /** The id as a number; 0 for what {@link PendingCall#correlationId} never gives. */
    private static long parse(String correlationId) {
        int length = correlationId.length();
        if (length == 0 || length > 18 || correlationId.charAt(0) == '0') {
            return 0;
        }
        long id = 0;
        for (int i = 0; i < length; i++) {
            char digit = correlationId.charAt(i);
            if (digit < '0' || digit > '9') {
                return 0;
            }
            id = id * 10 + (digit - '0');
        }
        return id;
    }
}
