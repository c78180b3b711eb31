package io.mxgateway.core.event;

import io.mxgateway.core.mx.MxEvent;

/**
 * One reader's place in a session's log. The reader pulls: it polls until it gets null, then waits to be woken.
 *
 * <p>One thread at a time may poll; every other method is safe for any thread.
 */
public interface EventCursor extends AutoCloseable {
    /**
     * The next event, and on to the one after it.
     *
     * @return the event, which may be a replay gap; or null when there is none for now or no more at all, which {@link
     *     #end()} tells apart. After a null the reader's listener is called as soon as there is something to poll or to
     *     learn; and once more, whether or not it waits, when it is cut off (by an overflow or because it may not read
     *     any more), so that a reader whose peer has stalled can end.
     */
    MxEvent poll();

    /** The sequence of the newest event that was polled; before the first, the one it started behind. */
    long position();

    /**
     * How it ended: null while there is or may be more to poll. It stays null until everything that was to be delivered
     * before the end has been polled.
     */
    StreamEnd end();

    /** Leaves the log; idempotent. Nothing is polled afterwards. */
    @Override
    void close();
}
