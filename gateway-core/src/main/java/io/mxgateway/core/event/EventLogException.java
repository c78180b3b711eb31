package io.mxgateway.core.event;

import java.util.Objects;

/** Why a reader was not let in. */
public final class EventLogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The reasons. */
    public enum Reason {
        /** It wants to resume behind an event that has not happened. */
        BEYOND_NEWEST,
        /** The session has as many client streams as it may have. */
        TOO_MANY_STREAMS,
        /** The session has its one client stream, and more are not allowed. */
        ONE_STREAM_ONLY,
        /** The log is over and its events are gone. */
        ENDED
    }

    private final Reason reason;

    EventLogException(Reason reason, String text) {
        super(Objects.requireNonNull(text, "text"));
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** Which reason it was; the message has the facts. */
    public Reason reason() {
        return reason;
    }
}
