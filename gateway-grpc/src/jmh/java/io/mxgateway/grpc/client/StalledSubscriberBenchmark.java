package io.mxgateway.grpc.client;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.mxgateway.core.config.EventOptions;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.config.OverflowPolicy;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import io.mxgateway.proto.v1.MxEvent;
import io.mxgateway.proto.v1.StreamEventsRequest;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long an event takes from the worker to a subscriber over gRPC, alone and beside a subscriber on a connection of its
 * own that has stopped reading.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(2)
public class StalledSubscriberBenchmark {
    /** So large that the stalled stream is not cut off while an iteration lasts. */
    private static final EventOptions LOG = new EventOptions(
            200_000, Duration.ofMinutes(5), 8, true, OverflowPolicy.DISCONNECT_SUBSCRIBER, Duration.ofSeconds(2));

    /** Whether there is a second subscriber that does not read. */
    @Param({"false", "true"})
    public boolean stalled;

    private final Semaphore arrived = new Semaphore(0);
    private TestGateway gateway;
    private volatile CountingBackend backend;
    private MxGatewayClient client;
    private MxSession session;
    private ManagedChannel reading;
    private ManagedChannel resting;
    private ClientCall<StreamEventsRequest, MxEvent> rest;

    @Setup(Level.Trial)
    public void open() {
        gateway = new TestGateway(GatewayOptions.DEFAULT.withEvents(LOG), id -> {
            backend = new CountingBackend();
            return backend;
        });
        client = new MxGatewayClient(gateway.reach());
        session = client.openSession("benchmark");
        reading = channel();
        resting = channel();
        stream(reading).request(Integer.MAX_VALUE);
    }

    private ManagedChannel channel() {
        return NettyChannelBuilder.forAddress("127.0.0.1", gateway.server.port())
                .usePlaintext()
                .directExecutor()
                .build();
    }

    private ClientCall<StreamEventsRequest, MxEvent> stream(ManagedChannel channel) {
        ClientCall<StreamEventsRequest, MxEvent> call =
                channel.newCall(MxAccessGatewayGrpc.getStreamEventsMethod(), CallOptions.DEFAULT);
        Semaphore attached = new Semaphore(0);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onHeaders(Metadata headers) {
                        attached.release();
                    }

                    @Override
                    public void onMessage(MxEvent event) {
                        arrived.release();
                    }
                },
                new Metadata());
        call.sendMessage(
                StreamEventsRequest.newBuilder().setSessionId(session.id()).build());
        call.halfClose();
        attached.acquireUninterruptibly();
        return call;
    }

    @Setup(Level.Iteration)
    public void rest() {
        if (stalled) {
            rest = stream(resting);
        }
    }

    @TearDown(Level.Iteration)
    public void leave() {
        if (rest != null) {
            rest.cancel("the iteration is over", null);
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        reading.shutdownNow();
        resting.shutdownNow();
        client.close();
        gateway.close();
    }

    /** One event on its way. */
    @Benchmark
    public void eventToSubscriber() {
        backend.count(1);
        arrived.acquireUninterruptibly();
    }
}
