package io.mxgateway.grpc.client;

import io.grpc.ManagedChannel;
import io.mxgateway.core.alarm.AlarmNews;
import io.mxgateway.core.time.GatewayTime;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A subscription to alarms. Take its news in one of two ways, once: {@link #listen} or {@link #news}.
 *
 * <p>First comes each active alarm, then the end of this snapshot, then the state of the provider, then transitions, among
 * which the state of the provider may come again. When the connection is lost, the provider is told as degraded; when it
 * is there again, the subscription reads which alarms are active, and tells the difference to what it had told as
 * transitions, the fewest that lead there. So whoever follows the transitions always knows the active alarms.
 *
 * <p>Thread-safe.
 */
public final class AlarmSubscription implements AutoCloseable {
    private final AlarmPump pump;
    private final Consumer<AlarmSubscription> leave;
    private final AtomicBoolean claimed = new AtomicBoolean();

    AlarmSubscription(
            ManagedChannel channel,
            ClientOptions options,
            GatewayTime time,
            String prefix,
            Consumer<AlarmSubscription> leave) {
        this.pump = new AlarmPump(channel, options, time, prefix);
        this.leave = leave;
    }

    /** Has a listener told of everything. */
    public void listen(AlarmListener listener) {
        claim();
        pump.start(new AlarmListenerSink(listener));
    }

    /**
     * The news, to be taken one by one. {@code hasNext} waits for the next; it is false when the subscription was closed or
     * the waiting thread interrupted, and throws a {@link MxClientException} when the gateway could not be reached again
     * in time, or refuses.
     */
    public Iterator<AlarmNews> news() {
        claim();
        AlarmIterator chosen = new AlarmIterator();
        pump.start(chosen);
        return chosen.news();
    }

    private void claim() {
        if (!claimed.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    "the news of this subscription are being taken already; subscribe once more to take them twice");
        }
    }

    /** Ends the subscription; what waits can still be taken. Idempotent; does not wait. */
    @Override
    public void close() {
        leave.accept(this);
        pump.stop();
    }
}
