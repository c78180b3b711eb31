package io.mxgateway.grpc.client;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.mxgateway.core.alarm.AlarmNews;
import io.mxgateway.core.alarm.AlarmPicture;
import io.mxgateway.core.mx.AlarmProviderMode;
import io.mxgateway.core.mx.MxActiveAlarm;
import io.mxgateway.core.mx.MxEventBody.AlarmProviderModeChanged;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.core.worker.SerialQueue;
import io.mxgateway.grpc.codec.AlarmCodec;
import io.mxgateway.proto.v1.AlarmFeedMessage;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import io.mxgateway.proto.v1.StreamAlarmsRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The alarm stream, kept going: when it breaks it is opened again, and what its new snapshot differs in from what was told
 * is told as transitions.
 *
 * <p>Flow control is by credit: at most a window of messages is on its way or in the application's hands. Everything
 * happens on a serial queue, in the order in which it came.
 *
 * <p>Thread-safe.
 */
final class AlarmPump {
    private enum State {
        /** Never started. */
        IDLE,
        /** A stream is open, or being opened. */
        STREAMING,
        /** The stream broke; a timer will open the next. */
        WAITING,
        /** Over. Final. */
        ENDED
    }

    /** Answers of the gateway after which the stream may be had again. */
    private static final Set<String> PASSING =
            Set.of("EVENT_QUEUE_OVERFLOW", "SUBSCRIBER_LIMIT_REACHED", "SHUTTING_DOWN", "WORKER_LOST");

    private final ManagedChannel channel;
    private final ClientOptions options;
    private final GatewayTime time;
    private final StreamAlarmsRequest request;
    private final SerialQueue serial = new SerialQueue();
    // The rest is guarded by the queue.
    private final AlarmPicture picture = new AlarmPicture();
    private State state = State.IDLE;
    private AlarmSink sink; // null until it is started
    private ClientCall<StreamAlarmsRequest, AlarmFeedMessage> call; // null while none is open
    private GatewayTime.Timer timer = GatewayTime.Timer.NONE;
    private List<MxActiveAlarm> snapshot; // what has come of one; null behind its end
    private int owed; // messages that came and that the application is not done with
    private final Resumption resumption;

    AlarmPump(ManagedChannel channel, ClientOptions options, GatewayTime time, String prefix) {
        this.channel = channel;
        this.options = options;
        this.time = time;
        this.resumption = new Resumption(PASSING, options.resumeWindow(), time);
        this.request =
                StreamAlarmsRequest.newBuilder().setAlarmFilterPrefix(prefix).build();
    }

    /** Opens the stream; once. */
    void start(AlarmSink target) {
        serial.run(() -> {
            sink = target;
            if (state == State.ENDED) {
                target.end(Optional.empty());
            } else {
                open();
            }
        });
    }

    /** Ends the stream, as its owner wants it; idempotent. */
    void stop() {
        serial.run(() -> {
            ClientCall<StreamAlarmsRequest, AlarmFeedMessage> last = call;
            if (end(Optional.empty()) && last != null) {
                Abandoned.call(last, "the subscription to alarms is over");
            }
        });
    }

    private boolean end(Optional<MxClientException> failure) {
        if (state == State.ENDED) {
            return false;
        }
        state = State.ENDED;
        call = null;
        timer.cancel();
        if (sink != null) {
            sink.end(failure);
        }
        return true;
    }

    private void open() {
        if (state == State.ENDED) {
            return;
        }
        state = State.STREAMING;
        snapshot = new ArrayList<>();
        ClientCall<StreamAlarmsRequest, AlarmFeedMessage> next =
                channel.newCall(MxAccessGatewayGrpc.getStreamAlarmsMethod(), CallOptions.DEFAULT);
        call = next;
        next.start(new Stream(next), new Metadata());
        next.sendMessage(request);
        next.halfClose();
        if (options.window() > owed) {
            next.request(options.window() - owed);
        }
    }

    /** One attempt at the stream. */
    private final class Stream extends ClientCall.Listener<AlarmFeedMessage> {
        private final ClientCall<StreamAlarmsRequest, AlarmFeedMessage> own;

        Stream(ClientCall<StreamAlarmsRequest, AlarmFeedMessage> own) {
            this.own = own;
        }

        @Override
        public void onMessage(AlarmFeedMessage message) {
            serial.run(() -> {
                if (call == own) {
                    resumption.recovered();
                    take(message);
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

    private void take(AlarmFeedMessage message) {
        switch (message.getPayloadCase()) {
            case ACTIVE_ALARM -> {
                if (snapshot != null) {
                    snapshot.add(AlarmCodec.decode(message.getActiveAlarm()));
                }
                call.request(1);
            }
            case SNAPSHOT_COMPLETE -> {
                List<MxActiveAlarm> all = snapshot == null ? List.of() : snapshot;
                snapshot = null;
                call.request(1);
                picture.read(all, time.now()).forEach(news -> sink.news(news, () -> {}));
            }
            case PROVIDER_STATUS -> {
                owed++;
                sink.news(new AlarmNews.ProviderStatus(AlarmCodec.decode(message.getProviderStatus())), this::done);
            }
            case TRANSITION -> tell(picture.take(AlarmCodec.decode(message.getTransition())));
            default -> call.request(1); // of a later version
        }
    }

    private void tell(Optional<AlarmNews> news) {
        if (news.isPresent()) {
            owed++;
            sink.news(news.get(), this::done);
        } else {
            call.request(1);
        }
    }

    /** On any thread: the application is done with a message. */
    private void done() {
        serial.run(() -> {
            owed--;
            if (call != null) {
                call.request(1);
            }
        });
    }

    private void closed(Status status, MxClientException failure) {
        call = null;
        if (!resumption.isBroken() && picture.isRead()) {
            sink.news(lost(failure), () -> {});
        }
        Optional<Duration> pause = resumption.broke(status, failure);
        if (pause.isEmpty()) {
            end(Optional.of(failure));
            return;
        }
        state = State.WAITING;
        timer = time.after(
                pause.get(),
                () -> serial.run(() -> {
                    // The channel waits longer and longer by itself; when to try is decided here.
                    channel.resetConnectBackoff();
                    open();
                }));
    }

    private AlarmNews lost(MxClientException failure) {
        return new AlarmNews.ProviderStatus(new AlarmProviderModeChanged(
                AlarmProviderMode.UNSPECIFIED,
                true,
                "the client has lost the gateway's alarm stream: " + failure.getMessage(),
                time.now()));
    }
}
