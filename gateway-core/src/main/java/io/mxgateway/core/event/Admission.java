package io.mxgateway.core.event;

import io.mxgateway.core.config.EventOptions;
import io.mxgateway.core.event.EventLogException.Reason;

/** Says whether a reader may come, with the facts if not. Immutable. */
final class Admission {
    private final String sessionId;
    private final EventOptions options;

    Admission(String sessionId, EventOptions options) {
        this.sessionId = sessionId;
        this.options = options;
    }

    /** Why nobody can begin there, or null. */
    EventLogException positionRefusal(StreamStart start, long newest) {
        if (Long.compareUnsigned(start.afterSequence(), newest) <= 0) {
            return null;
        }
        return new EventLogException(
                Reason.BEYOND_NEWEST,
                "no such event to resume after: session=" + sessionId + " afterSequence="
                        + Long.toUnsignedString(start.afterSequence()) + " newest=" + newest
                        + "; resume after the last sequence that was received, at most the newest");
    }

    /** Why there cannot be one more client stream, or null. */
    EventLogException streamRefusal(int streams) {
        if (streams >= 1 && !options.allowMultipleSubscribers()) {
            return new EventLogException(
                    Reason.ONE_STREAM_ONLY,
                    "the session has its one event stream: session=" + sessionId
                            + " streams=1 maximum=1 (events.allow-multiple-subscribers is off); end the other first");
        }
        if (streams >= options.maxStreams()) {
            return new EventLogException(
                    Reason.TOO_MANY_STREAMS,
                    "the session has the maximum of event streams: session=" + sessionId + " streams=" + streams
                            + " maximum=" + options.maxStreams() + "; end another first");
        }
        return null;
    }
}
