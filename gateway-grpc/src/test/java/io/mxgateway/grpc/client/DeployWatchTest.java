package io.mxgateway.grpc.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.proto.galaxy.v1.DeployEvent;
import io.mxgateway.proto.galaxy.v1.GalaxyRepositoryGrpc;
import io.mxgateway.proto.galaxy.v1.WatchDeployEventsRequest;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Deployments over a socket, from a service that says what the test wants said. */
@ExtendWith(NothingLeftBehind.class)
class DeployWatchTest {
    private static final Duration NET = Duration.ofSeconds(30);

    private final BlockingQueue<StreamObserver<DeployEvent>> watchers = new LinkedBlockingQueue<>();
    private final List<Deployment> heard = new CopyOnWriteArrayList<>();
    private final List<Optional<MxClientException>> ends = new CopyOnWriteArrayList<>();
    private final AtomicInteger failing = new AtomicInteger();
    private Server server;
    private MxGatewayClient client;

    @BeforeEach
    void start() throws Exception {
        server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .addService(new GalaxyRepositoryGrpc.GalaxyRepositoryImplBase() {
                    @Override
                    public void watchDeployEvents(
                            WatchDeployEventsRequest request, StreamObserver<DeployEvent> events) {
                        watchers.add(events);
                    }
                })
                .build()
                .start();
        client = new MxGatewayClient(ClientOptions.at("127.0.0.1", server.getPort()));
        client.watchDeployments(new DeployListener() {
            @Override
            public void onDeployment(Deployment deployment) {
                heard.add(deployment);
                if (failing.getAndDecrement() > 0) {
                    throw new IllegalStateException("the listener fails");
                }
            }

            @Override
            public void onEnd(Optional<MxClientException> failure) {
                ends.add(failure);
            }
        });
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.shutdownNow();
        assertThat(server.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    private StreamObserver<DeployEvent> watcher() throws InterruptedException {
        StreamObserver<DeployEvent> watcher = watchers.poll(NET.toSeconds(), TimeUnit.SECONDS);
        assertThat(watcher).as("a stream is opened").isNotNull();
        return watcher;
    }

    private static DeployEvent event(long sequence, long deployed) {
        return DeployEvent.newBuilder()
                .setSequence(sequence)
                .setHasDeployTime(true)
                .setTimeOfLastDeploy(Timestamp.newBuilder().setSeconds(deployed))
                .setObservedAt(Timestamp.newBuilder().setSeconds(deployed + 1))
                .setObjectCount(3)
                .setAttributeCount(30)
                .build();
    }

    private static Deployment deployment(long deployed, boolean missedBefore) {
        return new Deployment(
                Optional.of(Instant.ofEpochSecond(deployed)), Instant.ofEpochSecond(deployed + 1), 3, 30, missedBefore);
    }

    private void awaitHeard(Deployment... deployments) {
        Await.until(NET, () -> "heard " + heard, () -> heard.equals(List.of(deployments)));
    }

    @Test
    void aHoleInTheSequenceIsTold() throws Exception {
        StreamObserver<DeployEvent> watcher = watcher();
        watcher.onNext(event(4, 100));
        watcher.onNext(event(5, 200));
        watcher.onNext(event(8, 300));
        awaitHeard(deployment(100, false), deployment(200, false), deployment(300, true));
    }

    @Test
    void whatIsStillDeployedAfterABrokenStreamIsNotToldAgain() throws Exception {
        StreamObserver<DeployEvent> first = watcher();
        first.onNext(event(1, 100));
        awaitHeard(deployment(100, false));
        // As a connection that breaks shows.
        first.onError(Status.UNAVAILABLE.asRuntimeException());
        StreamObserver<DeployEvent> second = watcher();
        second.onNext(event(1, 100));
        second.onNext(event(2, 200));
        awaitHeard(deployment(100, false), deployment(200, false));
        assertThat(ends).isEmpty();
    }

    @Test
    void aRefusalEndsTheWatchWithItsReason() throws Exception {
        watcher().onError(Status.PERMISSION_DENIED.asRuntimeException());
        Await.until(NET, () -> "ends " + ends, () -> ends.size() == 1);
        assertThat(ends.get(0)).containsInstanceOf(GatewayException.class);
    }

    @Test
    void aListenerThatFailsHearsTheNextAndClosingEndsItOnce() throws Exception {
        failing.set(1);
        StreamObserver<DeployEvent> watcher = watcher();
        watcher.onNext(event(1, 100));
        watcher.onNext(event(2, 200));
        awaitHeard(deployment(100, false), deployment(200, false));
        client.close();
        Await.until(NET, () -> "ends " + ends, () -> ends.equals(List.of(Optional.empty())));
    }
}
