package io.mxgateway.grpc.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.LeavesNothing;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import io.mxgateway.proto.v1.MxEvent;
import io.mxgateway.proto.v1.OpenSessionRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What one stream does to its calls, seen between it and gRPC. */
@ExtendWith(NothingLeftBehind.class)
class EventPumpTest implements LeavesNothing {
    private static final int WINDOW = 20;

    /** Counts the streams that began and ended, and does something to each that begins. */
    private static final class Watcher implements ClientInterceptor {
        final AtomicInteger begun = new AtomicInteger();
        final AtomicInteger ended = new AtomicInteger();
        final AtomicReference<Runnable> beforeStart = new AtomicReference<>(() -> {});

        @Override
        public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
            ClientCall<Q, R> call = next.newCall(method, options);
            if (method.getType() != MethodDescriptor.MethodType.SERVER_STREAMING) {
                return call;
            }
            return new SimpleForwardingClientCall<>(call) {
                @Override
                public void start(Listener<R> listener, Metadata headers) {
                    begun.incrementAndGet();
                    beforeStart.get().run();
                    super.start(
                            new SimpleForwardingClientCallListener<>(listener) {
                                @Override
                                public void onClose(Status status, Metadata trailers) {
                                    super.onClose(status, trailers);
                                    ended.incrementAndGet();
                                }
                            },
                            headers);
                }
            };
        }
    }

    /** Takes events, and is done with none until it is told. */
    private static final class Hoarder implements EventPump.Receiver {
        final AtomicInteger events = new AtomicInteger();
        final AtomicReference<Optional<MxClientException>> end = new AtomicReference<>();

        @Override
        public void event(MxEvent event) {
            events.incrementAndGet();
        }

        @Override
        public void gap(EventGap gap) {
            throw new AssertionError("nothing is lost here: " + gap);
        }

        @Override
        public void end(Optional<MxClientException> failure) {
            end.set(failure);
        }
    }

    private final AtomicReference<CountingBackend> backend = new AtomicReference<>();
    private final Watcher watcher = new Watcher();
    private final Hoarder hoarder = new Hoarder();
    private TestGateway gateway;
    private CuttingProxy proxy;
    private ManagedChannel channel;
    private EventPump pump;

    @BeforeEach
    void openSession() {
        gateway = new TestGateway(GatewayOptions.DEFAULT, session -> {
            backend.set(new CountingBackend());
            return backend.get();
        });
        proxy = new CuttingProxy(gateway.server.port());
        channel = Grpc.newChannelBuilder("127.0.0.1:" + proxy.port(), InsecureChannelCredentials.create())
                .intercept(watcher)
                .build();
        String session = MxAccessGatewayGrpc.newBlockingStub(channel)
                .openSession(OpenSessionRequest.getDefaultInstance())
                .getSessionId();
        ClientOptions options = ClientOptions.at("127.0.0.1", proxy.port()).withWindow(WINDOW);
        pump = new EventPump(channel, session, options, gateway.time, hoarder);
    }

    @AfterEach
    void close() throws InterruptedException {
        pump.stop();
        channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
        proxy.close();
        gateway.close();
    }

    @Override
    public List<String> leftovers() {
        return gateway.leftovers();
    }

    @Test
    void aStreamThatIsStoppedBehindTheEndOfItsConnectionEnds() {
        fillTheWindow();
        backend.get().count(WINDOW);
        Await.until(
                "more to be on the way",
                () -> gateway.metrics.snapshot().total(GatewayMetric.EVENTS_DELIVERED) == 2 * WINDOW);
        // What comes before the end is kept by gRPC, since nobody has asked for it.
        proxy.hangUp();
        Await.until("the connection to end", () -> proxy.ends() == 0);

        pump.stop();

        Await.until("the call to end", () -> watcher.ended.get() == watcher.begun.get());
        assertThat(hoarder.end.get()).isEmpty();
        assertThat(hoarder.events).as("events that came before it was stopped").hasValue(WINDOW);
    }

    @Test
    void aStreamThatIsStoppedWhileItIsBeingOpenedEnds() {
        watcher.beforeStart.set(pump::stop);

        pump.start();

        Await.until("the call to end", () -> watcher.ended.get() == 1);
        assertThat(hoarder.end.get()).isEmpty();
    }

    @Test
    void creditThatComesWhileAStreamIsBeingOpenedAnewIsNotLost() {
        fillTheWindow();
        watcher.beforeStart.set(() -> {
            for (int i = 0; i < WINDOW; i++) {
                pump.credit();
            }
            watcher.beforeStart.set(() -> {});
        });
        proxy.cut();

        backend.get().count(WINDOW);

        Await.until("the window to be full again", () -> hoarder.events.get() == 2 * WINDOW);
        assertThat(watcher.begun.get()).isGreaterThan(1);
    }

    private void fillTheWindow() {
        pump.start();
        backend.get().count(WINDOW);
        Await.until("the window to be full", () -> hoarder.events.get() == WINDOW);
    }
}
