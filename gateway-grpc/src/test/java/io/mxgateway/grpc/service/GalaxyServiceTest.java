package io.mxgateway.grpc.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Int32Value;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mxgateway.core.galaxy.GalaxyAttribute;
import io.mxgateway.core.galaxy.GalaxyCache;
import io.mxgateway.core.galaxy.GalaxyCacheOptions;
import io.mxgateway.core.galaxy.GalaxyEntry;
import io.mxgateway.core.galaxy.GalaxyModel;
import io.mxgateway.core.galaxy.GalaxySnapshots;
import io.mxgateway.core.galaxy.GalaxySource;
import io.mxgateway.core.galaxy.GalaxySourceException;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.security.KeyConstraints;
import io.mxgateway.core.session.ClientIdentity;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.grpc.codec.TimeCodec;
import io.mxgateway.proto.galaxy.v1.BrowseChildrenReply;
import io.mxgateway.proto.galaxy.v1.BrowseChildrenRequest;
import io.mxgateway.proto.galaxy.v1.DeployEvent;
import io.mxgateway.proto.galaxy.v1.DiscoverHierarchyReply;
import io.mxgateway.proto.galaxy.v1.DiscoverHierarchyRequest;
import io.mxgateway.proto.galaxy.v1.GalaxyCacheState;
import io.mxgateway.proto.galaxy.v1.GalaxyObject;
import io.mxgateway.proto.galaxy.v1.GalaxyRepositoryGrpc;
import io.mxgateway.proto.galaxy.v1.GetLastDeployTimeReply;
import io.mxgateway.proto.galaxy.v1.GetLastDeployTimeRequest;
import io.mxgateway.proto.galaxy.v1.TestConnectionReply;
import io.mxgateway.proto.galaxy.v1.TestConnectionRequest;
import io.mxgateway.proto.galaxy.v1.WatchDeployEventsRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** The galaxy service over a socket, on a cache whose source does what a test wants. */
@ExtendWith(NothingLeftBehind.class)
class GalaxyServiceTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T08:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-03-03T08:00:00Z");
    private static final int PUMPS = 23;

    private final FakeTime time = new FakeTime();
    private final Source source = new Source();
    private final GalaxyCache cache = new GalaxyCache(
            source, GalaxySnapshots.NONE, GalaxyCacheOptions.DEFAULT, time, new InMemoryMetrics(), new Random(1));
    // Who calls; the calls' threads read it.
    private volatile ClientIdentity caller = ClientIdentity.anonymous();
    private final TestServer server = new TestServer(
            new RefusingSessions(),
            cache,
            GrpcServerOptions.DEFAULT,
            headers -> caller,
            LoggerFactory.getLogger(GalaxyServiceTest.class));

    /** Two areas, one in the other, and in it many pumps with what they contain. */
    private static final class Source implements GalaxySource {
        private volatile Instant deployedAt = MONDAY;
        private volatile boolean broken;

        @Override
        public String description() {
            return "made up";
        }

        @Override
        public Optional<Instant> lastDeploy() throws GalaxySourceException {
            if (broken) {
                throw new GalaxySourceException("nobody answers", null);
            }
            return Optional.of(deployedAt);
        }

        @Override
        public GalaxyModel load() throws GalaxySourceException {
            List<GalaxyEntry> entries = new ArrayList<>();
            entries.add(area(1, "Plant", 0));
            entries.add(area(2, "Mixing", 1));
            for (int i = 1; i <= PUMPS; i++) {
                entries.add(new GalaxyEntry(
                        100 + i,
                        "Pump_%03d".formatted(i),
                        "",
                        0,
                        2,
                        7,
                        10,
                        false,
                        List.of("$Pump", "$Base"),
                        List.of(
                                new GalaxyAttribute("Speed", 3, false, 0, 4, 1, "how fast", true, i == 1),
                                new GalaxyAttribute("Recipe", 2, true, 10, 4, 5, "", false, false))));
            }
            entries.add(new GalaxyEntry(
                    500, "Pump_001_Motor", "Motor", 101, 2, 7, 10, false, List.of("$Motor"), List.of()));
            return GalaxyModel.of(lastDeploy(), entries);
        }

        private static GalaxyEntry area(int id, String tagName, int areaId) {
            return new GalaxyEntry(id, tagName, "", 0, areaId, 0, 13, true, List.of("$Area"), List.of());
        }

        @Override
        public String test() throws GalaxySourceException {
            lastDeploy();
            return "it answers";
        }
    }

    @AfterEach
    void end() {
        cache.close();
        server.close();
    }

    private GalaxyRepositoryGrpc.GalaxyRepositoryBlockingStub stub() {
        return GalaxyRepositoryGrpc.newBlockingStub(server.channel)
                .withDeadlineAfter(Await.NET.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static StatusRuntimeException failure(Runnable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call::run);
    }

    private static void assertRefused(StatusRuntimeException failure, Status.Code code, String reason) {
        assertThat(failure.getStatus().getCode()).isEqualTo(code);
        assertThat(TestServer.infoOf(failure).getReason()).isEqualTo(reason);
    }

    @Test
    void theConnectionIsTestedPastTheCache() {
        TestConnectionReply well = stub().testConnection(TestConnectionRequest.getDefaultInstance());
        assertThat(well.getOk()).isTrue();
        assertThat(well.getMessage()).contains("it answers");
        source.broken = true;
        TestConnectionReply broken = stub().testConnection(TestConnectionRequest.getDefaultInstance());
        assertThat(broken.getOk()).isFalse();
        assertThat(broken.getMessage()).contains("nobody answers");
    }

    @Test
    void theDeployTimeIsThatOfWhatIsServed() {
        cache.start();
        GetLastDeployTimeReply reply = stub().getLastDeployTime(GetLastDeployTimeRequest.getDefaultInstance());
        assertThat(reply.getCacheState()).isEqualTo(GalaxyCacheState.GALAXY_CACHE_STATE_HEALTHY);
        assertThat(reply.getHasDeployTime()).isTrue();
        assertThat(reply.getTimeOfLastDeploy()).isEqualTo(TimeCodec.encode(MONDAY));
    }

    @Test
    void everyFieldOfAnObjectTravels() {
        cache.start();
        DiscoverHierarchyReply reply = stub().discoverHierarchy(DiscoverHierarchyRequest.newBuilder()
                .setRootTagName("pump_001")
                .build());
        assertThat(reply.getTotalObjectCount()).isEqualTo(2);
        assertThat(reply.getCacheSequence()).isPositive();
        GalaxyObject pump = reply.getObjects(0);
        assertThat(pump.getGobjectId()).isEqualTo(101);
        assertThat(pump.getTagName()).isEqualTo("Pump_001");
        assertThat(pump.getBrowseName()).isEqualTo("Pump_001");
        assertThat(pump.getParentGobjectId()).isEqualTo(2);
        assertThat(pump.getIsArea()).isFalse();
        assertThat(pump.getCategoryId()).isEqualTo(10);
        assertThat(pump.getHostedByGobjectId()).isEqualTo(7);
        assertThat(pump.getTemplateChainList()).containsExactly("$Pump", "$Base");
        assertThat(pump.getContainedPath()).isEqualTo("Plant.Mixing.Pump_001");
        var recipe = pump.getAttributes(0);
        assertThat(recipe.getFullTagReference()).isEqualTo("Pump_001.Recipe[]");
        assertThat(recipe.getIsArray()).isTrue();
        assertThat(recipe.getArrayDimension().getValue()).isEqualTo(10);
        assertThat(recipe.getMxAttributeCategory()).isEqualTo(4);
        assertThat(recipe.getSecurityClassification()).isEqualTo(5);
        var speed = pump.getAttributes(1);
        assertThat(speed.getAttributeName()).isEqualTo("Speed");
        assertThat(speed.getFullTagReference()).isEqualTo("Pump_001.Speed");
        assertThat(speed.getMxDataType()).isEqualTo(3);
        assertThat(speed.getDataTypeName()).isNotEmpty();
        assertThat(speed.hasArrayDimension()).isFalse();
        assertThat(speed.getDescription()).isEqualTo("how fast");
        assertThat(speed.getIsHistorized()).isTrue();
        assertThat(speed.getIsAlarm()).isTrue();
        GalaxyObject motor = reply.getObjects(1);
        assertThat(motor.getContainedName()).isEqualTo("Motor");
        assertThat(motor.getBrowseName()).isEqualTo("Motor");
        assertThat(motor.getContainedPath()).isEqualTo("Plant.Mixing.Pump_001.Motor");
    }

    @Test
    void pagesLeadThroughEverythingOnce() {
        cache.start();
        Set<Integer> seen = new HashSet<>();
        DiscoverHierarchyRequest.Builder request =
                DiscoverHierarchyRequest.newBuilder().setPageSize(4).setIncludeAttributes(false);
        int pages = 0;
        DiscoverHierarchyReply page;
        do {
            page = stub().discoverHierarchy(request.build());
            assertThat(page.getObjectsCount()).isBetween(1, 4);
            assertThat(page.getTotalObjectCount()).isEqualTo(PUMPS + 3);
            for (GalaxyObject object : page.getObjectsList()) {
                assertThat(object.getAttributesCount()).isZero();
                assertThat(seen.add(object.getGobjectId())).isTrue();
            }
            request.setPageToken(page.getNextPageToken());
            pages++;
        } while (!page.getNextPageToken().isEmpty());
        assertThat(seen).hasSize(PUMPS + 3);
        assertThat(pages).isEqualTo((PUMPS + 3 + 3) / 4);
    }

    @Test
    void filtersAndDepthHoldTogether() {
        cache.start();
        DiscoverHierarchyReply root = stub().discoverHierarchy(DiscoverHierarchyRequest.newBuilder()
                .setRootContainedPath("Plant.Mixing")
                .setMaxDepth(Int32Value.of(0))
                .build());
        assertThat(root.getObjectsList()).extracting(GalaxyObject::getTagName).containsExactly("Mixing");
        DiscoverHierarchyReply pumps = stub().discoverHierarchy(DiscoverHierarchyRequest.newBuilder()
                .setRootGobjectId(1)
                .addCategoryIds(10)
                .addTemplateChainContains("$PUMP")
                .setTagNameGlob("pump_00?")
                .setHistorizedOnly(true)
                .build());
        assertThat(pumps.getTotalObjectCount()).isEqualTo(9);
        BrowseChildrenReply alarmed = stub().browseChildren(BrowseChildrenRequest.newBuilder()
                .setParentTagName("Mixing")
                .setAlarmBearingOnly(true)
                .build());
        assertThat(alarmed.getChildrenList())
                .extracting(GalaxyObject::getTagName)
                .containsExactly("Pump_001");
    }

    @Test
    void childrenSayWhetherThereIsMoreBelow() {
        cache.start();
        BrowseChildrenReply roots = stub().browseChildren(BrowseChildrenRequest.getDefaultInstance());
        assertThat(roots.getChildrenList()).extracting(GalaxyObject::getTagName).containsExactly("Plant");
        assertThat(roots.getChildHasChildrenList()).containsExactly(true);
        BrowseChildrenReply pumps = stub().browseChildren(BrowseChildrenRequest.newBuilder()
                .setParentContainedPath("Plant.Mixing")
                .setPageSize(2)
                .build());
        assertThat(pumps.getChildrenList())
                .extracting(GalaxyObject::getTagName)
                .containsExactly("Pump_001", "Pump_002");
        assertThat(pumps.getChildHasChildrenList()).containsExactly(true, false);
        assertThat(pumps.getTotalChildCount()).isEqualTo(PUMPS);
        BrowseChildrenReply next = stub().browseChildren(BrowseChildrenRequest.newBuilder()
                .setParentContainedPath("Plant.Mixing")
                .setPageSize(2)
                .setPageToken(pumps.getNextPageToken())
                .build());
        assertThat(next.getChildren(0).getTagName()).isEqualTo("Pump_003");
    }

    @Test
    void aTokenOfSomethingElseIsRefused() {
        cache.start();
        DiscoverHierarchyRequest first =
                DiscoverHierarchyRequest.newBuilder().setPageSize(4).build();
        String token = stub().discoverHierarchy(first).getNextPageToken();
        for (DiscoverHierarchyRequest bad : List.of(
                first.toBuilder().setPageToken("forged").build(),
                first.toBuilder().setPageToken("A" + token).build(),
                first.toBuilder().setPageToken(token).setTagNameGlob("P*").build(),
                first.toBuilder().setPageToken(token).setRootGobjectId(1).build())) {
            assertRefused(
                    failure(() -> stub().discoverHierarchy(bad)), Status.Code.INVALID_ARGUMENT, "INVALID_REQUEST");
        }
        assertRefused(
                failure(() -> stub().browseChildren(BrowseChildrenRequest.newBuilder()
                        .setPageToken(token)
                        .build())),
                Status.Code.INVALID_ARGUMENT,
                "INVALID_REQUEST");
        source.deployedAt = TUESDAY;
        cache.refresh();
        Await.until("the new galaxy", () -> cache.status().lastDeploy().equals(Optional.of(TUESDAY)));
        assertRefused(
                failure(() -> stub().discoverHierarchy(
                                first.toBuilder().setPageToken(token).build())),
                Status.Code.INVALID_ARGUMENT,
                "INVALID_REQUEST");
    }

    @Test
    void numbersThatMakeNoSenseAreRefused() {
        cache.start();
        assertRefused(
                failure(() -> stub().discoverHierarchy(DiscoverHierarchyRequest.newBuilder()
                        .setPageSize(-1)
                        .build())),
                Status.Code.INVALID_ARGUMENT,
                "INVALID_REQUEST");
        assertRefused(
                failure(() -> stub().discoverHierarchy(DiscoverHierarchyRequest.newBuilder()
                        .setMaxDepth(Int32Value.of(-1))
                        .build())),
                Status.Code.INVALID_ARGUMENT,
                "INVALID_REQUEST");
    }

    @Test
    void anUnknownRootIsNotFound() {
        cache.start();
        assertRefused(
                failure(() -> stub().discoverHierarchy(DiscoverHierarchyRequest.newBuilder()
                        .setRootTagName("Nowhere")
                        .build())),
                Status.Code.NOT_FOUND,
                "GALAXY_ROOT_NOT_FOUND");
        assertRefused(
                failure(() -> stub().browseChildren(BrowseChildrenRequest.newBuilder()
                        .setParentGobjectId(4711)
                        .build())),
                Status.Code.NOT_FOUND,
                "GALAXY_ROOT_NOT_FOUND");
    }

    @Test
    void aGalaxyThatWasNeverLoadedIsUnavailable() {
        source.broken = true;
        cache.start();
        StatusRuntimeException failure =
                failure(() -> stub().discoverHierarchy(DiscoverHierarchyRequest.getDefaultInstance()));
        assertRefused(failure, Status.Code.UNAVAILABLE, "GALAXY_UNAVAILABLE");
        assertThat(failure.getStatus().getDescription()).contains("nobody answers");
        GetLastDeployTimeReply reply = stub().getLastDeployTime(GetLastDeployTimeRequest.getDefaultInstance());
        assertThat(reply.getCacheState()).isEqualTo(GalaxyCacheState.GALAXY_CACHE_STATE_UNAVAILABLE);
        assertThat(reply.getHasDeployTime()).isFalse();
    }

    @Test
    void aKeySeesOnlyWhatItMayBrowse() {
        cache.start();
        caller = keyThatMayBrowse("*.Pump_00?");
        DiscoverHierarchyReply some = stub().discoverHierarchy(
                        DiscoverHierarchyRequest.newBuilder().setPageSize(5).build());
        assertThat(some.getTotalObjectCount()).isEqualTo(9);
        assertThat(some.getObjectsList()).allMatch(object -> object.getTagName().startsWith("Pump_00"));
        assertRefused(
                failure(() -> stub().browseChildren(BrowseChildrenRequest.newBuilder()
                        .setParentTagName("Mixing")
                        .build())),
                Status.Code.NOT_FOUND,
                "GALAXY_ROOT_NOT_FOUND");
        // Another key does not go on where this one has been.
        caller = keyThatMayBrowse("*.Pump_0??");
        assertRefused(
                failure(() -> stub().discoverHierarchy(DiscoverHierarchyRequest.newBuilder()
                        .setPageSize(5)
                        .setPageToken(some.getNextPageToken())
                        .build())),
                Status.Code.INVALID_ARGUMENT,
                "INVALID_REQUEST");
    }

    private static ClientIdentity keyThatMayBrowse(String glob) {
        return ClientIdentity.ofKey(
                "k1",
                false,
                new KeyConstraints(
                        List.of(), List.of(), List.of(), List.of(), KeyConstraints.globs(List.of(glob)), Set.of(), 0));
    }

    @Test
    void aWatchSeesThePresentAndEveryDeploy() {
        cache.start();
        Iterator<DeployEvent> events = stub().watchDeployEvents(WatchDeployEventsRequest.getDefaultInstance());
        DeployEvent present = events.next();
        assertThat(present.getSequence()).isEqualTo(1);
        assertThat(present.getHasDeployTime()).isTrue();
        assertThat(present.getTimeOfLastDeploy()).isEqualTo(TimeCodec.encode(MONDAY));
        assertThat(present.getObjectCount()).isEqualTo(PUMPS + 3);
        assertThat(present.getAttributeCount()).isEqualTo(2 * PUMPS);
        source.deployedAt = TUESDAY;
        cache.refresh();
        DeployEvent deployed = events.next();
        assertThat(deployed.getSequence()).isEqualTo(2);
        assertThat(deployed.getTimeOfLastDeploy()).isEqualTo(TimeCodec.encode(TUESDAY));
        assertThat(deployed.hasObservedAt()).isTrue();
    }

    @Test
    void aWatchThatKnowsThePresentBeginsWithTheNext() {
        cache.start();
        stub().getLastDeployTime(GetLastDeployTimeRequest.getDefaultInstance());
        Iterator<DeployEvent> events = stub().watchDeployEvents(WatchDeployEventsRequest.newBuilder()
                .setLastSeenDeployTime(TimeCodec.encode(MONDAY))
                .build());
        source.deployedAt = TUESDAY;
        cache.refresh();
        assertThat(events.next().getTimeOfLastDeploy()).isEqualTo(TimeCodec.encode(TUESDAY));
    }

    @Test
    void aWatchEndsWithTheGateway() {
        cache.start();
        Iterator<DeployEvent> events = stub().watchDeployEvents(WatchDeployEventsRequest.getDefaultInstance());
        events.next();
        cache.close();
        assertRefused(failure(() -> assertThat(events.hasNext()).isFalse()), Status.Code.UNAVAILABLE, "SHUTTING_DOWN");
    }

    @Test
    void whoAsksBeforeTheFirstLoadWaitsForIt() throws Exception {
        var reply = GalaxyRepositoryGrpc.newFutureStub(server.channel)
                .withDeadlineAfter(Await.NET.toMillis(), TimeUnit.MILLISECONDS)
                .browseChildren(BrowseChildrenRequest.getDefaultInstance());
        assertThat(reply.isDone()).isFalse();
        cache.start();
        assertThat(reply.get().getChildrenCount()).isEqualTo(1);
    }
}
