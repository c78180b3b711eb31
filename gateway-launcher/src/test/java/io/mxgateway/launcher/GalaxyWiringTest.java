package io.mxgateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.galaxy.GalaxyMetadata;
import io.mxgateway.core.galaxy.GalaxyRepository;
import io.mxgateway.core.galaxy.GalaxyState;
import io.mxgateway.core.galaxy.GalaxyStatus;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.launcher.admin.HealthCheck;
import io.mxgateway.launcher.config.ConfigurationException;
import io.mxgateway.launcher.config.ConfigurationReader;
import io.mxgateway.launcher.config.OptionCatalog;
import io.mxgateway.launcher.config.Setting;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NothingLeftBehind.class)
class GalaxyWiringTest {
    @TempDir
    Path directory;

    private final FakeTime time = new FakeTime();

    private GalaxyWiring wired(String... settings) throws ConfigurationException {
        List<Setting> given = Arrays.stream(settings)
                .map(text -> text.split("=", 2))
                .map(parts -> new Setting(parts[0], parts[1], "--set"))
                .toList();
        return new GalaxyWiring(
                new ConfigurationReader(new OptionCatalog()).read(Optional.empty(), Map.of(), given),
                directory,
                time,
                new InMemoryMetrics(),
                new SecureRandom());
    }

    @Test
    void bySelfItIsTheSimulatorsGalaxyAndKnownAfterTheStart() throws Exception {
        try (GalaxyWiring galaxy = wired()) {
            galaxy.start();
            assertThat(galaxy.repository().status().state()).isEqualTo(GalaxyState.HEALTHY);
            assertThat(galaxy.repository().status().lastDeploy()).contains(time.now());
            assertThat(galaxy.metadata().isArray("Reactor_001.Recipe")).isTrue();
            assertThat(galaxy.checks())
                    .singleElement()
                    .satisfies(check -> assertThat(check.check().get().state()).isEqualTo(HealthCheck.State.OK));
        }
    }

    @Test
    void itIsTheGalaxyThatTheSimulatorWasToldToMakeUp() throws Exception {
        try (GalaxyWiring galaxy = wired("simulator.objects=70", "simulator.attributes=3")) {
            galaxy.start();
            assertThat(galaxy.repository().status().attributeCount()).isEqualTo(210);
        }
    }

    @Test
    void besideOtherBackendsItDecidesNothing() throws Exception {
        try (GalaxyWiring galaxy = wired("backends.real.command=worker.exe")) {
            galaxy.start();
            assertThat(galaxy.repository().status().state()).isEqualTo(GalaxyState.HEALTHY);
            assertThat(galaxy.metadata()).isSameAs(GalaxyMetadata.UNKNOWN);
        }
    }

    @Test
    void itIsOffWhereTheSimulatorIsNotTheDefaultAndWhereItIsSwitchedOff() throws Exception {
        for (String[] settings : new String[][] {
            {"galaxy.source=off"},
            {"backends.real.command=worker.exe", "backends.default=real"},
            {"backends.simulator.command=other-simulator"}
        }) {
            try (GalaxyWiring galaxy = wired(settings)) {
                galaxy.start();
                assertThat(galaxy.checks()).isEmpty();
                assertThat(galaxy.repository()).isSameAs(GalaxyRepository.NONE);
                assertThat(galaxy.metadata()).isSameAs(GalaxyMetadata.UNKNOWN);
            }
        }
    }

    @Test
    void aDatabaseThatCannotBeReachedDoesNotKeepTheGatewayFromStarting() throws Exception {
        try (GalaxyWiring galaxy = wired("galaxy.source=jdbc", "galaxy.url=jdbc:nothing:here;password=hidden")) {
            galaxy.start();
            GalaxyStatus status = Await.result(galaxy.repository().firstLoad(Duration.ofMinutes(1)));
            assertThat(status.state()).isEqualTo(GalaxyState.UNAVAILABLE);
            assertThat(status.source()).isEqualTo("the galaxy database jdbc:nothing:here");
            assertThat(galaxy.checks())
                    .singleElement()
                    .satisfies(check -> assertThat(check.check().get().state()).isEqualTo(HealthCheck.State.DEGRADED));
            // The URL may hold a password.
            assertThat(status.message()).contains("No suitable driver").doesNotContain("hidden");
        }
    }
}
