package io.mxgateway.grpc.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever brings events, each stream is fed on the thread of its own connection. */
@ExtendWith(NothingLeftBehind.class)
class StreamThreadTest {
    private static final int EVENTS = 2_000;

    private final AtomicReference<CountingBackend> backend = new AtomicReference<>();
    // By the call: the threads that have fed it, and the thread of its connection.
    private final Map<Object, Set<Thread>> feeders = new ConcurrentHashMap<>();
    private final Map<Object, Thread> homes = new ConcurrentHashMap<>();

    private final class Watch implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            if (!call.getMethodDescriptor()
                    .getFullMethodName()
                    .equals(MxAccessGatewayGrpc.getStreamEventsMethod().getFullMethodName())) {
                return next.startCall(call, headers);
            }
            homes.put(call, Thread.currentThread());
            return next.startCall(
                    new SimpleForwardingServerCall<Q, R>(call) {
                        @Override
                        public void sendMessage(R message) {
                            feeders.computeIfAbsent(call, any -> ConcurrentHashMap.newKeySet())
                                    .add(Thread.currentThread());
                            super.sendMessage(message);
                        }
                    },
                    headers);
        }
    }

    @Test
    void eventsOfAnotherThreadAreSentOnTheConnectionsOwn() {
        try (TestGateway gateway = new TestGateway(
                GatewayOptions.DEFAULT,
                session -> {
                    backend.set(new CountingBackend());
                    return backend.get();
                },
                builder -> builder.intercept(new Watch()))) {
            try (MxGatewayClient one = new MxGatewayClient(gateway.reach());
                    MxSession session = one.openSession("threads")) {
                AtomicReference<ValueChange> newest = new AtomicReference<>();
                session.subscribe(List.of("Counter"), newest::set);
                for (int sent = 0; sent < EVENTS; sent += 100) {
                    int all = sent + 100;
                    backend.get().count(100);
                    Await.until(
                            "event " + all,
                            () -> newest.get() != null && newest.get().sequence() == all);
                }
            }
        }
        assertThat(feeders).hasSize(1);
        feeders.forEach((call, threads) -> assertThat(threads).containsExactly(homes.get(call)));
    }
}
