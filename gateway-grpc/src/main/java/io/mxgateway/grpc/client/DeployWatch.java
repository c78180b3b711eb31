package io.mxgateway.grpc.client;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.core.worker.SerialQueue;
import io.mxgateway.grpc.codec.TimeCodec;
import io.mxgateway.proto.galaxy.v1.DeployEvent;
import io.mxgateway.proto.galaxy.v1.GalaxyRepositoryGrpc;
import io.mxgateway.proto.galaxy.v1.WatchDeployEventsRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches what is deployed. When the connection breaks the watch is opened again; the gateway then tells first what is
 * deployed now, which is told on only if it is something else than before.
 *
 * <p>Thread-safe; everything happens on a serial queue.
 */
public final class DeployWatch implements AutoCloseable {
    private enum State {
        /** A stream is open, or being opened. */
        STREAMING,
        /** The stream broke; a timer will open the next. */
        WAITING,
        /** Over. Final. */
        ENDED
    }

    private static final Logger LOG = LoggerFactory.getLogger(DeployWatch.class);

    /** Answers of the gateway after which the watch may be had again. */
    private static final Set<String> PASSING = Set.of("SUBSCRIBER_LIMIT_REACHED", "SHUTTING_DOWN");

    private final ManagedChannel channel;
    private final GatewayTime time;
    private final DeployListener listener;
    private final Consumer<DeployWatch> leave;
    private final SerialQueue serial = new SerialQueue();
    // The rest is guarded by the queue.
    private State state = State.WAITING;
    private ClientCall<WatchDeployEventsRequest, DeployEvent> call; // null while none is open
    private GatewayTime.Timer timer = GatewayTime.Timer.NONE;
    private DeployEvent last; // what was told last; null before the first
    private boolean fresh; // whether nothing has come on this stream yet
    private final Resumption resumption;

    DeployWatch(
            ManagedChannel channel,
            ClientOptions options,
            GatewayTime time,
            DeployListener listener,
            Consumer<DeployWatch> leave) {
        this.channel = channel;
        this.time = time;
        this.resumption = new Resumption(PASSING, options.resumeWindow(), time);
        this.listener = listener;
        this.leave = leave;
    }

    void start() {
        serial.run(this::open);
    }

    /** Ends the watch. Idempotent; does not wait. */
    @Override
    public void close() {
        serial.run(() -> {
            ClientCall<WatchDeployEventsRequest, DeployEvent> open = call;
            end(Optional.empty());
            if (open != null) {
                Abandoned.call(open, "the watch is over");
            }
        });
    }

    private void end(Optional<MxClientException> failure) {
        if (state == State.ENDED) {
            return;
        }
        state = State.ENDED;
        call = null;
        timer.cancel();
        leave.accept(this);
        told(() -> listener.onEnd(failure));
    }

    private void open() {
        if (state == State.ENDED) {
            return;
        }
        state = State.STREAMING;
        fresh = true;
        ClientCall<WatchDeployEventsRequest, DeployEvent> next =
                channel.newCall(GalaxyRepositoryGrpc.getWatchDeployEventsMethod(), CallOptions.DEFAULT);
        call = next;
        next.start(new Stream(next), new Metadata());
        next.sendMessage(WatchDeployEventsRequest.getDefaultInstance());
        next.halfClose();
        next.request(1);
    }

    /** One attempt at the stream. */
    private final class Stream extends ClientCall.Listener<DeployEvent> {
        private final ClientCall<WatchDeployEventsRequest, DeployEvent> own;

        Stream(ClientCall<WatchDeployEventsRequest, DeployEvent> own) {
            this.own = own;
        }

        @Override
        public void onMessage(DeployEvent event) {
            serial.run(() -> {
                if (call == own) {
                    resumption.recovered();
                    take(event);
                    own.request(1);
                }
            });
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            serial.run(() -> {
                if (call == own) {
                    closed(status, Failures.of(status.asRuntimeException(trailers), ""));
                }
            });
        }
    }

    private void take(DeployEvent event) {
        boolean known = last != null && fresh && isSame(last, event);
        // A gateway that started anew counts from 1 again, so that what was missed then is not known.
        boolean missed = last != null && !known && event.getSequence() != last.getSequence() + 1;
        fresh = false;
        last = event;
        if (!known) {
            Deployment deployment = new Deployment(
                    event.getHasDeployTime()
                            ? Optional.of(TimeCodec.decode(event.getTimeOfLastDeploy()))
                            : Optional.empty(),
                    TimeCodec.decode(event.getObservedAt()),
                    event.getObjectCount(),
                    event.getAttributeCount(),
                    missed);
            told(() -> listener.onDeployment(deployment));
        }
    }

    private static boolean isSame(DeployEvent one, DeployEvent other) {
        return one.getHasDeployTime() == other.getHasDeployTime()
                && one.getTimeOfLastDeploy().equals(other.getTimeOfLastDeploy())
                && one.getObjectCount() == other.getObjectCount()
                && one.getAttributeCount() == other.getAttributeCount();
    }

    private static void told(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException e) {
            LOG.error("a listener to deployments failed", e);
        }
    }

    private void closed(Status status, MxClientException failure) {
        call = null;
        Optional<Duration> pause = resumption.broke(status, failure);
        if (pause.isEmpty()) {
            end(Optional.of(failure));
            return;
        }
        state = State.WAITING;
        timer = time.after(
                pause.get(),
                () -> serial.run(() -> {
                    channel.resetConnectBackoff();
                    open();
                }));
    }
}
