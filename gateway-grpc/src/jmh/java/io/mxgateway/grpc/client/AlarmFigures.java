package io.mxgateway.grpc.client;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.mxgateway.core.config.AlarmOptions;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.simulator.GeneratedGalaxy;
import io.mxgateway.core.simulator.SimulatedGalaxyState;
import io.mxgateway.core.simulator.SimulatorBackendFactory;
import io.mxgateway.core.simulator.SimulatorOptions;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.proto.v1.ActiveAlarmSnapshot;
import io.mxgateway.proto.v1.AlarmFeedMessage;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import io.mxgateway.proto.v1.QueryActiveAlarmsRequest;
import io.mxgateway.proto.v1.StreamAlarmsRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The figures of alarms, over gRPC on loopback: how long a client waits for a snapshot of 5,000 active alarms, and how long
 * a transition takes to each of 50 clients when there are 1,000 in a second. Everything is in this process; each client
 * has a connection of its own.
 *
 * <p>Arguments: the number of clients [50], seconds [20].
 */
public final class AlarmFigures {
    private static final int ALARMS = 5_000;
    private static final int SNAPSHOTS = 60;
    // So long that the made-up plant leaves the processors to the gateway, and so short that transitions come evenly.
    private static final Duration SCAN = Duration.ofMillis(50);
    // An alarm that stands for hours, and one that comes and goes so often that all together make 1,000 transitions.
    private static final Duration STANDING_SCAN = Duration.ofMillis(500);
    private static final Duration STANDING = Duration.ofHours(10);
    private static final Duration MOVING = Duration.ofSeconds(10);

    private AlarmFigures() {}

    /** Runs all. */
    public static void main(String[] args) throws Exception {
        int clients = args.length > 0 ? Integer.parseInt(args[0]) : 50;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        // A wave is in alarm for a third of its time.
        try (House house = new House(3 * ALARMS, STANDING, STANDING_SCAN)) {
            house.untilThereAre(ALARMS);
            snapshots(house);
        }
        try (House house = new House(ALARMS, MOVING, SCAN)) {
            house.untilThereAre(ALARMS - 1);
            transitions(house, clients, seconds);
        }
    }

    private static void snapshots(House house) throws InterruptedException {
        ManagedChannel channel = house.channel();
        double[] queries = new double[SNAPSHOTS];
        double[] streams = new double[SNAPSHOTS];
        int count = 0;
        for (int i = -SNAPSHOTS; i < SNAPSHOTS; i++) {
            long start = System.nanoTime();
            Iterator<ActiveAlarmSnapshot> active = MxAccessGatewayGrpc.newBlockingStub(channel)
                    .queryActiveAlarms(QueryActiveAlarmsRequest.getDefaultInstance());
            count = 0;
            while (active.hasNext()) {
                active.next();
                count++;
            }
            queries[Math.max(i, 0)] = millisSince(start);
            start = System.nanoTime();
            Reader reader = new Reader(channel, 0);
            reader.live.await();
            streams[Math.max(i, 0)] = millisSince(start);
        }
        say("active alarms", count);
        say("QueryActiveAlarms, median (ms, limit 100)", at(queries, 0.5));
        say("QueryActiveAlarms, slowest (ms)", at(queries, 1));
        say("StreamAlarms to snapshot_complete, median (ms, limit 100)", at(streams, 0.5));
        say("StreamAlarms to snapshot_complete, slowest (ms)", at(streams, 1));
        channel.shutdownNow();
    }

    private static void transitions(House house, int clients, int seconds) throws InterruptedException {
        List<ManagedChannel> channels = new ArrayList<>();
        List<Reader> readers = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            channels.add(house.channel());
            Reader reader = new Reader(channels.get(i), 4_000 * seconds);
            reader.live.await();
            readers.add(reader);
        }
        TimeUnit.SECONDS.sleep(10);
        long start = System.nanoTime();
        readers.forEach(reader -> reader.measuring = true);
        TimeUnit.SECONDS.sleep(seconds);
        readers.forEach(reader -> reader.measuring = false);
        double took = millisSince(start) / 1_000;
        TimeUnit.SECONDS.sleep(1);
        double[] all = readers.stream()
                .flatMapToDouble(reader -> Arrays.stream(reader.delays, 0, reader.heard))
                .toArray();
        long ended = readers.stream().filter(reader -> reader.ended).count();
        channels.forEach(ManagedChannel::shutdownNow);
        say("clients", clients);
        say("transitions in a second", all.length / took / clients);
        say("transition to client, median (ms)", at(all, 0.5));
        say("transition to client, p99 (ms, limit 50)", at(all, 0.99));
        say("transition to client, slowest (ms)", at(all, 1));
        say("streams that ended", ended);
    }

    private static double at(double[] values, double part) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, sorted.length * part)];
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    private static void say(String what, double value) {
        System.out.printf(Locale.ROOT, "%-70s %12.2f%n", what, value);
    }

    /** A gateway on made-up alarms. */
    private static final class House implements AutoCloseable {
        private final SystemTime plantTime = new SystemTime("mxgateway-figures-plant");
        private final TestGateway gateway;

        House(int alarms, Duration period, Duration scan) {
            var galaxy = new SimulatedGalaxyState(
                    GeneratedGalaxy.of(100, 1, 0, new GeneratedGalaxy.Alarms(alarms, period), 1),
                    SimulatorOptions.DEFAULT.withScanPeriod(scan),
                    plantTime);
            gateway = new TestGateway(
                    GatewayOptions.DEFAULT.withAlarms(
                            new AlarmOptions(true, "\\\\HOST\\Galaxy!Generated", "", "", false, false)),
                    new SimulatorBackendFactory(galaxy, "figures", 0));
        }

        ManagedChannel channel() {
            return NettyChannelBuilder.forAddress("127.0.0.1", gateway.server.port())
                    .usePlaintext()
                    .directExecutor()
                    .build();
        }

        void untilThereAre(int alarms) {
            Await.until(
                    "there are " + alarms + " alarms",
                    () -> gateway.alarms.stateText().equals("LIVE")
                            && gateway.alarms.active("").size() >= alarms);
        }

        @Override
        public void close() {
            gateway.close();
            plantTime.close();
        }
    }

    /** One client: how old each transition is when it arrives. Its fields are written by its connection's thread. */
    private static final class Reader implements StreamObserver<AlarmFeedMessage> {
        final CountDownLatch live = new CountDownLatch(1);
        final double[] delays;
        volatile int heard;
        volatile boolean ended;
        volatile boolean measuring;

        Reader(ManagedChannel channel, int most) {
            delays = new double[most];
            MxAccessGatewayGrpc.newStub(channel).streamAlarms(StreamAlarmsRequest.getDefaultInstance(), this);
        }

        @Override
        public void onNext(AlarmFeedMessage message) {
            if (message.hasSnapshotComplete()) {
                live.countDown();
                if (delays.length == 0) {
                    throw new IllegalStateException("enough");
                }
            } else if (message.hasTransition() && measuring && heard < delays.length) {
                Instant now = Instant.now();
                var happened = message.getTransition().getTransitionTimestamp();
                int next = heard;
                delays[next] = (now.getEpochSecond() - happened.getSeconds()) * 1e3
                        + (now.getNano() - happened.getNanos()) / 1e6;
                heard = next + 1;
            }
        }

        @Override
        public void onError(Throwable error) {
            ended = true;
        }

        @Override
        public void onCompleted() {
            ended = true;
        }
    }
}
