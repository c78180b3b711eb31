package io.mxgateway.core.event;

import java.util.Objects;

/**
 * Why a stream of events is over.
 *
 * @param cause which kind of end this is
 * @param text the facts, for a person: the close reason of the session, or the text of its fault
 * @param lastSequence the last event that was polled, and before the first the place where the reader began; where to
 *     resume
 */
public record StreamEnd(Cause cause, String text, long lastSequence) {
    /** The kinds of end. */
    public enum Cause {
        /** The reader left. */
        READER_LEFT("client-cancel"),
        /** The session was closed. */
        SESSION_CLOSED("session-closed"),
        /** The session faulted. */
        SESSION_FAULTED("session-faulted"),
        /** The gateway shut down. */
        GATEWAY_SHUTDOWN("gateway-shutdown"),
        /** The reader fell behind so far that it would have been lapped. */
        OVERFLOW("overflow"),
        /** The reader may not read any more. */
        REVOKED("revoked");

        private final String tag;

        Cause(String tag) {
            this.tag = tag;
        }

        /** The value of the metric tag {@code reason}. */
        public String tag() {
            return tag;
        }
    }

    public StreamEnd {
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(text, "text");
    }
}
