package io.mxgateway.core.session;

import io.mxgateway.core.config.SessionOptions;
import java.time.Duration;

/**
 * How a session is being used, and what follows for how long it may live. Not thread-safe: every field and method is
 * guarded by the lock of the session's {@link SessionLifecycle}. Moments are of the monotonic clock, in nanoseconds.
 */
final class SessionUse {
    private final SessionOptions options;
    // The latest arrival or completion of a call that named the session.
    private long lastCall;
    // When the session became ready; meaningful from then on.
    private long openedAt;
    // When the last stream left; meaningful while detached.
    private long detachedAt;
    // Commands somebody waits for.
    private int pending;
    // Streams that were let in and are not in the log yet.
    private int attaching;
    // Client streams in the log.
    private int streams;
    // There was a stream, and now there is none.
    private boolean detached;
    // A client has sent a command or attached a stream.
    private boolean used;
    // Commands let in and commands without success since the opening, for people.
    private long commands;
    private long failures;

    SessionUse(SessionOptions options, long now) {
        this.options = options;
        this.lastCall = now;
        this.openedAt = now;
    }

    void opened(long now) {
        openedAt = now;
        lastCall = now;
    }

    void called(long now) {
        lastCall = now;
    }

    /** A client has used the session for what sessions are for. */
    void used() {
        used = true;
    }

    int pending() {
        return pending;
    }

    long commands() {
        return commands;
    }

    long failures() {
        return failures;
    }

    boolean pendingLimitReached() {
        return pending >= options.maxPendingCommands();
    }

    void commandBegins() {
        pending++;
        commands++;
    }

    void commandEnds(long now, boolean success) {
        pending--;
        lastCall = now;
        if (!success) {
            failures++;
        }
    }

    void attachBegins() {
        attaching++;
        used = true;
    }

    /** The log may tell of the stream a little later: until then it is a stream that has only just left. */
    void attachEnds(long now) {
        attaching--;
        lastCall = now;
        detachedAt = now;
    }

    /** The log tells how many streams there are now. */
    void streams(int now, long at) {
        if (now == 0 && streams > 0) {
            detached = true;
            detachedAt = at;
            lastCall = at;
        } else if (now > 0) {
            detached = false;
        }
        streams = now;
    }

    /** Why the session has to end at this moment, or null. A lease that has run out comes before the graces. */
    CloseReason overdue(long now) {
        boolean listened = streams > 0 || attaching > 0;
        if (!listened && pending == 0 && passed(lastCall, options.lease(), now)) {
            return CloseReason.LEASE_EXPIRED;
        }
        if (detached && !listened && applies(options.detachGrace()) && passed(detachedAt, options.detachGrace(), now)) {
            return CloseReason.DETACH_GRACE_EXPIRED;
        }
        if (!used && applies(options.unusedGrace()) && passed(openedAt, options.unusedGrace(), now)) {
            return CloseReason.UNUSED;
        }
        return null;
    }

    private static boolean applies(Duration grace) {
        return !grace.isZero();
    }

    private static boolean passed(long since, Duration span, long now) {
        return now - since >= span.toNanos();
    }
}
