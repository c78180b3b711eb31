package io.mxgateway.grpc.service;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.mxgateway.core.alarm.AlarmService;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.galaxy.GalaxyCache;
import io.mxgateway.core.galaxy.GalaxyCacheOptions;
import io.mxgateway.core.galaxy.GalaxySnapshots;
import io.mxgateway.core.galaxy.GalaxyStatus;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.session.DefaultSessionManager;
import io.mxgateway.core.session.DefaultSessionRegistry;
import io.mxgateway.core.simulator.GeneratedGalaxy;
import io.mxgateway.core.simulator.SimulatedGalaxySource;
import io.mxgateway.core.simulator.SimulatorBackendFactory;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.core.worker.InProcessWorkerClientFactory;
import io.mxgateway.proto.galaxy.v1.BrowseChildrenReply;
import io.mxgateway.proto.galaxy.v1.BrowseChildrenRequest;
import io.mxgateway.proto.galaxy.v1.DiscoverHierarchyReply;
import io.mxgateway.proto.galaxy.v1.DiscoverHierarchyRequest;
import io.mxgateway.proto.galaxy.v1.GalaxyObject;
import io.mxgateway.proto.galaxy.v1.GalaxyRepositoryGrpc;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * How long a client takes to read a large galaxy, page by page over loopback; client and gateway are this process.
 *
 * <p>Arguments: the number of objects [50000], of attributes for each [20].
 */
public final class GalaxyServiceFigures {
    private static final int ROUNDS = 3;

    private GalaxyServiceFigures() {}

    /** Runs all. */
    public static void main(String[] args) throws Exception {
        int objects = args.length > 0 ? Integer.parseInt(args[0]) : 50_000;
        int each = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        GatewayMetrics metrics = new InMemoryMetrics();
        GatewayOptions options = GatewayOptions.DEFAULT;
        try (SystemTime time = new SystemTime("figures-timer");
                GalaxyCache cache = new GalaxyCache(
                        SimulatedGalaxySource.of(GeneratedGalaxy.of(objects, each, 0, 1), Instant.now()),
                        GalaxySnapshots.NONE,
                        GalaxyCacheOptions.DEFAULT,
                        time,
                        metrics,
                        new Random(1))) {
            var sessions = new DefaultSessionManager(
                    new DefaultSessionRegistry(),
                    new InProcessWorkerClientFactory(
                            Map.of(GatewayOptions.SIMULATOR, SimulatorBackendFactory.ofPlant(time)),
                            time,
                            metrics,
                            options.workers(),
                            1),
                    options,
                    metrics,
                    time,
                    new Random(1));
            var server = new GatewayServer(
                    GrpcServerOptions.DEFAULT.listeningOn("127.0.0.1", 0),
                    new GatewayServices(sessions, AlarmService.DISABLED, cache).definitions(),
                    builder -> {});
            server.start();
            cache.start();
            GalaxyStatus status =
                    cache.firstLoad(Duration.ofMinutes(5)).toCompletableFuture().join();
            say("objects", status.objectCount());
            say("attributes", status.attributeCount());
            ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                    .usePlaintext()
                    .build();
            try {
                measure(GalaxyRepositoryGrpc.newBlockingStub(channel));
            } finally {
                channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
                sessions.shutdown();
                server.shutdown(Duration.ofSeconds(1)).toCompletableFuture().join();
            }
        }
    }

    private static void measure(GalaxyRepositoryGrpc.GalaxyRepositoryBlockingStub stub) {
        for (int round = 0; round < ROUNDS; round++) {
            for (int size : new int[] {0, 5_000}) {
                everything(stub, size, round);
            }
        }
        int area = stub.browseChildren(BrowseChildrenRequest.getDefaultInstance()).getChildrenList().stream()
                .filter(GalaxyObject::getIsArea)
                .findFirst()
                .orElseThrow()
                .getGobjectId();
        BrowseChildrenRequest request =
                BrowseChildrenRequest.newBuilder().setParentGobjectId(area).build();
        int children = 0;
        int rounds = 200;
        long start = 0;
        for (int i = -rounds; i < rounds; i++) {
            if (i == 0) {
                start = System.nanoTime();
            }
            BrowseChildrenReply reply = stub.browseChildren(request);
            children = reply.getChildrenCount();
        }
        say("a page of children, with the wire (ms)", millisSince(start) / rounds);
        say("children in it", children);
    }

    private static void everything(GalaxyRepositoryGrpc.GalaxyRepositoryBlockingStub stub, int size, int round) {
        DiscoverHierarchyRequest.Builder request =
                DiscoverHierarchyRequest.newBuilder().setPageSize(size);
        long objects = 0;
        long attributes = 0;
        long bytes = 0;
        int pages = 0;
        long start = System.nanoTime();
        DiscoverHierarchyReply page;
        do {
            page = stub.discoverHierarchy(request.build());
            pages++;
            bytes += page.getSerializedSize();
            for (GalaxyObject object : page.getObjectsList()) {
                objects++;
                attributes += object.getAttributesCount();
            }
            request.setPageToken(page.getNextPageToken());
        } while (!page.getNextPageToken().isEmpty());
        String what = ", page size " + size + ", round " + round;
        say("everything through gRPC (ms, limit 15000)" + what, millisSince(start));
        say("pages" + what, pages);
        say("MiB" + what, bytes / (double) (1 << 20));
        say("objects" + what, objects);
        say("attributes" + what, attributes);
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    private static void say(String what, double value) {
        System.out.printf(Locale.ROOT, "%-80s %12.2f%n", what, value);
    }
}
