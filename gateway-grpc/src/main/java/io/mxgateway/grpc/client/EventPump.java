package io.mxgateway.grpc.client;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import io.mxgateway.proto.v1.MxEvent;
import io.mxgateway.proto.v1.ReplayGap;
import io.mxgateway.proto.v1.StreamEventsRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The event stream of one session, kept going: when it breaks it is opened again behind the last event that came, so that
 * each event comes once and in order, or a gap tells what was lost.
 *
 * <p>Flow control is by credit: at most a window of events is on its way or in the application's hands, and each one that
 * the application is done with makes room for another. What waits in the client is bounded by that alone.
 *
 * <p>Thread-safe. The receiver is called by one thread at a time.
 */
final class EventPump {
    /** Takes what the stream brings. Calls come one at a time. */
    interface Receiver {
        /** The next event; {@link #credit} is owed for it. */
        void event(MxEvent event);

        /** Events are lost; no credit is owed. */
        void gap(EventGap gap);

        /** The last call; empty when {@link #stop} ended it. */
        void end(Optional<MxClientException> failure);
    }

    private enum State {
        /** Never started. */
        IDLE,
        /** A stream is being opened by a thread, which alone may use its call. */
        OPENING,
        /** A stream is open. */
        STREAMING,
        /** The stream broke; a timer will open the next. */
        WAITING,
        /** Over. Final. */
        ENDED
    }

    private static final String OVER = "the subscriptions of the session are over";

    static final Metadata.Key<String> CLOSE_REASON =
            Metadata.Key.of("mxgateway-close-reason", Metadata.ASCII_STRING_MARSHALLER);

    /** Answers of the gateway after which the same stream may be had again. */
    private static final Set<String> PASSING = Set.of("EVENT_QUEUE_OVERFLOW", "SUBSCRIBER_LIMIT_REACHED");

    private final ManagedChannel channel;
    private final String sessionId;
    private final ClientOptions options;
    private final GatewayTime time;
    private final Receiver receiver;
    private final Object lock = new Object();
    // The rest is guarded by lock.
    private State state = State.IDLE;
    private ClientCall<StreamEventsRequest, MxEvent> call; // null while none is open
    private GatewayTime.Timer timer = GatewayTime.Timer.NONE;
    private long last; // the last sequence that came; 0 when none did
    private int owed; // events that came and were not credited
    private final Resumption resumption;

    EventPump(ManagedChannel channel, String sessionId, ClientOptions options, GatewayTime time, Receiver receiver) {
        this.channel = channel;
        this.sessionId = sessionId;
        this.options = options;
        this.time = time;
        this.resumption = new Resumption(PASSING, options.resumeWindow(), time);
        this.receiver = receiver;
    }

    /** Opens the stream; without effect when that was done before. */
    void start() {
        synchronized (lock) {
            if (state != State.IDLE) {
                return;
            }
            state = State.OPENING;
        }
        open();
    }

    /** The application is done with an event. */
    void credit() {
        ClientCall<StreamEventsRequest, MxEvent> current;
        synchronized (lock) {
            owed--;
            // A call that is being opened asks for what there is room for when it is open.
            current = state == State.STREAMING ? call : null;
        }
        if (current != null) {
            current.request(1);
        }
    }

    /** Ends the stream, as its owner wants it; idempotent. */
    void stop() {
        ClientCall<StreamEventsRequest, MxEvent> current;
        synchronized (lock) {
            if (state == State.ENDED) {
                return;
            }
            // Whoever opens one ends it.
            current = state == State.STREAMING ? call : null;
            state = State.ENDED;
            call = null;
            timer.cancel();
        }
        if (current != null) {
            Abandoned.call(current, OVER);
        }
        receiver.end(Optional.empty());
    }

    private void open() {
        StreamEventsRequest request;
        ClientCall<StreamEventsRequest, MxEvent> next =
                channel.newCall(MxAccessGatewayGrpc.getStreamEventsMethod(), CallOptions.DEFAULT);
        synchronized (lock) {
            if (state == State.ENDED) {
                return;
            }
            state = State.OPENING;
            call = next;
            request = StreamEventsRequest.newBuilder()
                    .setSessionId(sessionId)
                    .setAfterWorkerSequence(last)
                    .setFromOldest(last == 0)
                    .build();
        }
        next.start(new Stream(next), new Metadata());
        next.sendMessage(request);
        next.halfClose();
        boolean wanted;
        int room;
        synchronized (lock) {
            // It may have been stopped meanwhile, or be over already.
            wanted = call == next;
            room = options.window() - owed;
            if (wanted) {
                state = State.STREAMING;
            }
        }
        if (!wanted) {
            Abandoned.call(next, OVER);
        } else if (room > 0) {
            next.request(room);
        }
    }

    /** One attempt at the stream; calls come one at a time. */
    private final class Stream extends ClientCall.Listener<MxEvent> {
        private final ClientCall<StreamEventsRequest, MxEvent> own;

        Stream(ClientCall<StreamEventsRequest, MxEvent> own) {
            this.own = own;
        }

        @Override
        public void onMessage(MxEvent event) {
            if (event.hasReplayGap()) {
                gapTold(event.getReplayGap());
            } else {
                take(event);
            }
        }

        private void gapTold(ReplayGap told) {
            EventGap gap;
            synchronized (lock) {
                if (call != own) {
                    return;
                }
                recovered();
                gap = new EventGap(told.getRequestedAfterSequence(), told.getOldestAvailableSequence());
                last = Math.max(last, gap.oldestAvailable() - 1);
            }
            own.request(1);
            receiver.gap(gap);
        }

        private void take(MxEvent event) {
            long sequence = event.getWorkerSequence();
            EventGap hole = null;
            boolean seen;
            synchronized (lock) {
                if (call != own) {
                    return;
                }
                recovered();
                seen = sequence <= last;
                if (!seen) {
                    // The gateway tells every loss; a hole that it did not tell is a loss all the same.
                    hole = last > 0 && sequence > last + 1 ? new EventGap(last, sequence) : null;
                    last = sequence;
                    owed++;
                }
            }
            if (seen) {
                own.request(1);
                return;
            }
            if (hole != null) {
                receiver.gap(hole);
            }
            receiver.event(event);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            MxClientException failure = failureOf(status, trailers);
            Optional<Duration> pause;
            synchronized (lock) {
                if (call != own) {
                    return;
                }
                call = null;
                pause = resumption.broke(status, failure);
                state = pause.isPresent() ? State.WAITING : State.ENDED;
            }
            if (pause.isPresent()) {
                openAfter(pause.get());
            } else {
                receiver.end(Optional.of(failure));
            }
        }
    }

    private void openAfter(Duration delay) {
        GatewayTime.Timer next = time.after(delay, () -> {
            // The channel waits longer and longer by itself; when to try is decided here.
            channel.resetConnectBackoff();
            open();
        });
        boolean over;
        synchronized (lock) {
            over = state == State.ENDED;
            timer = next;
        }
        if (over) {
            next.cancel();
        }
    }

    /** Something came: the stream works. Called under the lock. */
    private void recovered() {
        resumption.recovered();
    }

    private MxClientException failureOf(Status status, Metadata trailers) {
        if (status.isOk()) {
            String reason = trailers.get(CLOSE_REASON);
            String why = reason == null ? "closed" : reason;
            return new SessionLostException(sessionId, why, "session " + sessionId + " was closed: " + why, null);
        }
        return Failures.of(status.asRuntimeException(trailers), sessionId);
    }
}
