package io.mxgateway.core.alarm;

import io.mxgateway.core.session.SessionException;

/**
 * One client's place in the alarm feed. The client pulls: it polls until it gets null, then waits to be woken.
 *
 * <p>One thread at a time may poll; every other method is safe for any thread. Nothing blocks.
 */
public interface AlarmFeedCursor extends AutoCloseable {
    /**
     * The next message.
     *
     * @return null when there is none for now or no more at all, which {@link #end()} tells apart. After a null the
     *     reader is woken as soon as there is something to poll or to learn; and once more, whether or not it waits, when
     *     it is cut off, so that a reader whose peer has stalled can end.
     */
    AlarmFeedMessage poll();

    /**
     * Why it is over; null while it goes on. {@code EVENT_QUEUE_OVERFLOW} when it was too slow, {@code SHUTTING_DOWN} when
     * the gateway ends, {@code CANCELLED} after {@link #close()}.
     */
    SessionException end();

    /** Leaves the feed; idempotent. Nothing is polled afterwards. */
    @Override
    void close();
}
