package io.mxgateway.core.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.galaxy.GalaxyAttribute;
import io.mxgateway.core.galaxy.GalaxyCache;
import io.mxgateway.core.galaxy.GalaxyCacheOptions;
import io.mxgateway.core.galaxy.GalaxyMetadata;
import io.mxgateway.core.galaxy.GalaxyObject;
import io.mxgateway.core.galaxy.GalaxyPaging;
import io.mxgateway.core.galaxy.GalaxyQuery;
import io.mxgateway.core.galaxy.GalaxySnapshots;
import io.mxgateway.core.galaxy.GalaxySourceException;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class SimulatedGalaxySourceTest {
    private final FakeTime time = new FakeTime();
    private final SimulatedGalaxyState state =
            new SimulatedGalaxyState(PlantGalaxy.create(), SimulatorOptions.DEFAULT, time);
    private final SimulatedGalaxySource source = SimulatedGalaxySource.of(state);

    private List<GalaxyObject> objects(GalaxyCache cache) {
        return Await.result(cache.discover(GalaxyQuery.ALL, new GalaxyPaging(5_000, ""), Duration.ofSeconds(1)))
                .objects();
    }

    private GalaxyCache cache() {
        return new GalaxyCache(
                source, GalaxySnapshots.NONE, GalaxyCacheOptions.DEFAULT, time, new InMemoryMetrics(), new Random(1));
    }

    @Test
    void browsingShowsWhatSessionsReach() {
        try (GalaxyCache cache = cache()) {
            cache.start();
            List<GalaxyObject> objects = objects(cache);
            assertThat(objects).hasSize(state.objectCount());
            assertThat(cache.status().attributeCount()).isEqualTo(state.attributeCount());
            assertThat(cache.status().message()).isEmpty();
            GalaxyMetadata known = cache.metadata();
            for (GalaxyObject object : objects) {
                for (GalaxyAttribute attribute : object.attributes()) {
                    String bare = object.tagName() + "." + attribute.name();
                    assertThat(state.resolve(attribute.reference(object.tagName())))
                            .as(bare)
                            .isNotInstanceOf(Target.Nothing.class);
                    assertThat(known.isArray(bare)).as(bare).isEqualTo(state.isArray(bare));
                    assertThat(known.containedPath(bare)).as(bare).isEqualTo(state.containedPath(bare));
                    assertThat(known.securityClassification(bare))
                            .as(bare)
                            .isEqualTo(state.securityClassification(bare));
                }
            }
        }
    }

    @Test
    void whatAContextMeansIsTheSameForBoth() {
        try (GalaxyCache cache = cache()) {
            cache.start();
            for (GalaxyObject object : objects(cache)) {
                for (String reference : List.of(
                        "Me.PV",
                        "MyEngine.PV",
                        "MyPlatform",
                        "MyArea.PV",
                        "MyContainer.PV",
                        "Level",
                        "Reactor_001.Level")) {
                    Optional<String> known = cache.metadata().absoluteReference(reference, object.tagName());
                    // The simulator leaves alone what leads nowhere.
                    String simulated = state.absolute(reference, object.tagName());
                    assertThat(known.orElse(reference))
                            .as("%s in %s", reference, object.tagName())
                            .isEqualTo(simulated);
                }
            }
            assertThat(cache.metadata().absoluteReference("Me.PV", "Nowhere")).isEmpty();
            assertThat(cache.metadata().absoluteReference("Me.PV", "")).contains("Me.PV");
        }
    }

    @Test
    void deployingAnewMovesTheDeployTime() throws GalaxySourceException {
        assertThat(source.lastDeploy()).contains(state.deployedAt());
        time.advance(Duration.ofMinutes(1));
        state.redeploy();
        assertThat(source.lastDeploy()).contains(time.now());
        assertThat(source.load().deployedAt()).contains(time.now());
        assertThat(source.test()).contains("Plant");
    }

    @Test
    void withoutARunningGalaxyItWasDeployedWhenItIsSaidToBe() throws GalaxySourceException {
        assertThat(SimulatedGalaxySource.of(PlantGalaxy.create(), time.now()).lastDeploy())
                .contains(time.now());
    }
}
