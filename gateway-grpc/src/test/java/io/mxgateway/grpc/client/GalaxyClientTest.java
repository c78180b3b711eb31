package io.mxgateway.grpc.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.alarm.AlarmService;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.galaxy.GalaxyCache;
import io.mxgateway.core.galaxy.GalaxyCacheOptions;
import io.mxgateway.core.galaxy.GalaxyEntry;
import io.mxgateway.core.galaxy.GalaxyModel;
import io.mxgateway.core.galaxy.GalaxyPaging;
import io.mxgateway.core.galaxy.GalaxySnapshots;
import io.mxgateway.core.galaxy.GalaxySource;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.session.DefaultSessionManager;
import io.mxgateway.core.session.DefaultSessionRegistry;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.testing.FakeWorkers;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.grpc.service.GatewayServer;
import io.mxgateway.grpc.service.GatewayServices;
import io.mxgateway.grpc.service.GrpcServerOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Browsing and watching as a client of the gateway's own galaxy service, over a connection. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class GalaxyClientTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T08:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-03-03T08:00:00Z");

    /** More than a page in one area. */
    private static final int OBJECTS = GalaxyPaging.DEFAULT_SIZE + 50;

    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final FakeTime time = new FakeTime();
    private final Plant plant = new Plant();
    private final GalaxyCache galaxy =
            new GalaxyCache(plant, GalaxySnapshots.NONE, GalaxyCacheOptions.DEFAULT, time, metrics, new Random(1));
    private final DefaultSessionManager sessions = new DefaultSessionManager(
            new DefaultSessionRegistry(), new FakeWorkers(), GatewayOptions.DEFAULT, metrics, time, new Random(1));
    private final GatewayServer server = new GatewayServer(
            GrpcServerOptions.DEFAULT.listeningOn("127.0.0.1", 0),
            new GatewayServices(sessions, AlarmService.DISABLED, galaxy).definitions(),
            builder -> {});
    private MxGatewayClient client;

    /** An area, in it many objects, and in each of those another one. */
    private static final class Plant implements GalaxySource {
        // Written together, by the test; a look in between sees the old time.
        private volatile int objects = OBJECTS;
        private volatile Instant at = MONDAY;

        void deploy(int number, Instant when) {
            objects = number;
            at = when;
        }

        @Override
        public String description() {
            return "made up";
        }

        @Override
        public Optional<Instant> lastDeploy() {
            return Optional.of(at);
        }

        @Override
        public GalaxyModel load() {
            List<GalaxyEntry> entries = new ArrayList<>();
            entries.add(new GalaxyEntry(1, "Area", "", 0, 0, 0, 13, true, List.of(), List.of()));
            for (int i = 1; i <= objects; i++) {
                entries.add(new GalaxyEntry(1 + i, "Pump_" + i, "", 0, 1, 0, 10, false, List.of("$Pump"), List.of()));
                entries.add(new GalaxyEntry(
                        100_000 + i, "Motor_" + i, "Motor", 1 + i, 1, 0, 10, false, List.of(), List.of()));
            }
            return GalaxyModel.of(lastDeploy(), entries);
        }

        @Override
        public String test() {
            return "it answers";
        }
    }

    @BeforeEach
    void start() throws Exception {
        server.start();
        galaxy.start();
        client = new MxGatewayClient(ClientOptions.at("127.0.0.1", server.port()));
    }

    @AfterEach
    void stop() {
        client.close();
        galaxy.close();
        Await.result(sessions.shutdown());
        Await.result(server.shutdown(Duration.ofSeconds(1)));
    }

    private static List<String> names(List<GalaxyNode> nodes) {
        return nodes.stream().map(node -> node.object().getTagName()).toList();
    }

    /** Everything below, unfolded node by node, of all children at once. */
    private static void unfold(GalaxyNode node, Set<Integer> seen) {
        assertThat(seen.add(node.object().getGobjectId())).isTrue();
        List<GalaxyNode> children = Await.result(node.children());
        assertThat(node.hasChildren()).isEqualTo(!children.isEmpty());
        for (GalaxyNode child : children) {
            assertThat(child.object().getParentGobjectId())
                    .isEqualTo(node.object().getGobjectId());
            unfold(child, seen);
        }
    }

    @Test
    void theWholeTreeIsUnfoldedOverPagesThatNobodySees() {
        assertThat(Await.result(client.galaxy().lastDeployTime())).contains(MONDAY);
        assertThat(Await.result(client.galaxy().testConnection()).getOk()).isTrue();
        Set<Integer> seen = new HashSet<>();
        for (GalaxyNode root : Await.result(client.galaxy().roots())) {
            unfold(root, seen);
        }
        assertThat(seen).hasSize(galaxy.status().objectCount());
    }

    @Test
    void whoUnfoldsANodeAtTheSameTimeGetsTheSameNodes() {
        GalaxyNode area = Await.result(client.galaxy().roots()).get(0);
        List<CompletableFuture<List<GalaxyNode>>> loads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            loads.add(CompletableFuture.supplyAsync(area::children).thenCompose(load -> load));
        }
        List<GalaxyNode> first = Await.result(loads.get(0));
        assertThat(first).hasSize(OBJECTS);
        assertThat(names(first))
                .isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER)
                .doesNotHaveDuplicates();
        for (CompletableFuture<List<GalaxyNode>> load : loads) {
            List<GalaxyNode> nodes = Await.result(load);
            for (int i = 0; i < nodes.size(); i++) {
                assertThat(nodes.get(i)).isSameAs(first.get(i));
            }
        }
    }

    @Test
    void aDeployIsHeardOnceAndATreeThatIsLoadedThenShowsIt() {
        List<Deployment> heard = new CopyOnWriteArrayList<>();
        client.watchDeployments(new DeployListener() {
            @Override
            public void onDeployment(Deployment deployment) {
                heard.add(deployment);
            }

            @Override
            public void onEnd(Optional<MxClientException> failure) {
                // The client is closed in the end.
            }
        });
        Await.until("the present", () -> heard.size() == 1);
        plant.deploy(7, TUESDAY);
        galaxy.refresh();
        Await.until("the deploy", () -> heard.size() == 2);
        assertThat(heard.get(0).missedBefore()).isFalse();
        assertThat(heard.get(0).objects()).isEqualTo(2 * OBJECTS + 1);
        assertThat(heard.get(1).objects()).isEqualTo(15);
        assertThat(heard.get(1).missedBefore()).isFalse();
        Set<Integer> seen = new HashSet<>();
        for (GalaxyNode root : Await.result(client.galaxy().roots())) {
            unfold(root, seen);
        }
        assertThat(seen).hasSize(galaxy.status().objectCount());
        assertThat(Await.result(client.galaxy().lastDeployTime())).contains(TUESDAY);
    }
}
