package io.mxgateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.galaxy.DeployWatch;
import io.mxgateway.core.galaxy.GalaxyCacheOptions;
import io.mxgateway.core.galaxy.GalaxyDeploy;
import io.mxgateway.core.galaxy.GalaxyState;
import io.mxgateway.core.galaxy.GalaxyStatus;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.launcher.admin.HealthCheck;
import io.mxgateway.launcher.config.ConfigurationReader;
import io.mxgateway.launcher.config.OptionCatalog;
import io.mxgateway.launcher.config.Setting;
import io.mxgateway.launcher.config.SimulatorFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A galaxy file that changes, goes wrong, goes away and comes back while the gateway runs. */
@ExtendWith(NothingLeftBehind.class)
class GalaxyFileDeployTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T08:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-03-03T08:00:00Z");
    private static final Instant WEDNESDAY = Instant.parse("2026-03-04T08:00:00Z");

    @TempDir
    Path directory;

    private final FakeTime time = new FakeTime();
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private Path file;
    private GalaxyWiring galaxy;

    @BeforeEach
    void start() throws Exception {
        file = directory.resolve("mine.txtpb");
        write("name: 'Mine' platforms { tag_name: 'First' }", MONDAY);
        galaxy = wired();
        galaxy.start();
    }

    private GalaxyWiring wired() throws Exception {
        return new GalaxyWiring(
                new ConfigurationReader(new OptionCatalog())
                        .read(
                                Optional.empty(),
                                Map.of(),
                                List.of(
                                        new Setting("simulator.galaxy-file", file.toString(), "--set"),
                                        new Setting("simulator.seed", "7", "--set"))),
                directory.resolve("run"),
                time,
                metrics,
                new SecureRandom());
    }

    @AfterEach
    void stop() throws IOException {
        galaxy.close();
        assertThat(copies()).isEmpty();
    }

    private List<Path> copies() throws IOException {
        try (var files = Files.list(directory.resolve("run").resolve("galaxy"))) {
            return files.toList();
        }
    }

    private void write(String text, Instant changed) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(changed));
    }

    private GalaxyStatus look() {
        long before = metrics.snapshot().total(GatewayMetric.GALAXY_REFRESHES);
        Await.until("it waits for its tick", this::waitsForItsTick);
        time.advance(GalaxyCacheOptions.DEFAULT.tick());
        Await.until("a look", () -> metrics.snapshot().total(GatewayMetric.GALAXY_REFRESHES) > before);
        Await.until("it waits for the next tick", this::waitsForItsTick);
        return galaxy.repository().status();
    }

    /** Its thread stands still, which it does for nothing else, and nobody's patience is timed any more. */
    private boolean waitsForItsTick() {
        return time.pendingTimers() == 1
                && Thread.getAllStackTraces().keySet().stream()
                        .anyMatch(thread -> thread.getName().equals("mxgateway-galaxy")
                                && thread.getState() == Thread.State.WAITING);
    }

    /** What a worker that starts now simulates. */
    private String platformOfWorkers() {
        return SimulatorFamily.fromEnvironment(galaxy.workerEnvironment())
                .galaxy()
                .platforms()
                .get(0)
                .tagName();
    }

    @Test
    void aFileThatWasChangedIsADeployForTheCacheTheWatchersAndTheWorkers() throws Exception {
        GalaxyStatus first = galaxy.repository().status();
        assertThat(first.state()).isEqualTo(GalaxyState.HEALTHY);
        assertThat(first.lastDeploy()).contains(MONDAY);
        assertThat(platformOfWorkers()).isEqualTo("First");
        DeployWatch watch = galaxy.repository().watch(Optional.empty(), () -> {});
        assertThat(watch.poll().timeOfLastDeploy()).contains(MONDAY);
        assertThat(look().lastDeploy()).contains(MONDAY);
        assertThat(watch.poll()).isNull();

        write(
                "name: 'Mine' platforms { tag_name: 'Second' attributes { name: 'PV' data_type: MX_DATA_TYPE_FLOAT } }",
                TUESDAY);
        assertThat(platformOfWorkers())
                .as("no worker is ahead of what is served")
                .isEqualTo("First");
        GalaxyStatus second = look();
        assertThat(second.lastDeploy()).contains(TUESDAY);
        assertThat(second.cacheSequence()).isEqualTo(2);
        GalaxyDeploy told = watch.poll();
        assertThat(told.timeOfLastDeploy()).contains(TUESDAY);
        assertThat(told.sequence()).isEqualTo(2);
        assertThat(galaxy.metadata().containedPath("Second.PV")).contains("Second");
        assertThat(platformOfWorkers()).isEqualTo("Second");
    }

    @Test
    void aFileThatWentWrongKeepsTheOldGalaxyAndSaysWhereItIsWrong() throws Exception {
        write("platforms { tag_name: 'Second'\n  nonsense: 1 }", TUESDAY);
        GalaxyStatus status = look();
        assertThat(status.state()).isEqualTo(GalaxyState.STALE);
        assertThat(status.message()).contains("mine.txtpb", "line 2, column 3", "nonsense");
        assertThat(status.lastDeploy()).contains(MONDAY);
        assertThat(platformOfWorkers()).isEqualTo("First");
        assertThat(galaxy.checks())
                .singleElement()
                .satisfies(check -> assertThat(check.check().get().state()).isEqualTo(HealthCheck.State.DEGRADED));
        assertThat(Await.result(galaxy.repository().testConnection()).message()).contains("line 2, column 3");
        assertThat(look().message()).as("as long as it is wrong").contains("line 2, column 3");

        write("platforms { tag_name: 'Third' }", WEDNESDAY);
        GalaxyStatus mended = look();
        assertThat(mended.state()).isEqualTo(GalaxyState.HEALTHY);
        assertThat(mended.message()).isEmpty();
        assertThat(mended.lastDeploy()).contains(WEDNESDAY);
        assertThat(platformOfWorkers()).isEqualTo("Third");
    }

    @Test
    void aFileThatGoesAwayIsMissedAndNoDeployWhenItComesBackAsItWas() throws Exception {
        String text = Files.readString(file);
        Files.delete(file);
        GalaxyStatus status = look();
        assertThat(status.state()).isEqualTo(GalaxyState.STALE);
        assertThat(status.message()).contains("mine.txtpb: there is no such file");
        assertThat(platformOfWorkers()).isEqualTo("First");
        write(text, MONDAY);
        status = look();
        assertThat(status.state()).isEqualTo(GalaxyState.HEALTHY);
        assertThat(status.cacheSequence()).isEqualTo(1);
    }

    @Test
    void whatTheFileSaysOfItsDeployGoesBeforeTheTimeOfItsChangeUnlessItForgotToMoveIt() throws Exception {
        String deployed = "deployed_at { seconds: 1000 } ";
        write(deployed + "platforms { tag_name: 'Second' }", TUESDAY);
        assertThat(look().lastDeploy()).contains(Instant.ofEpochSecond(1_000));
        write(deployed + "platforms { tag_name: 'Third' }", WEDNESDAY);
        assertThat(look().lastDeploy()).contains(WEDNESDAY);
        assertThat(platformOfWorkers()).isEqualTo("Third");
    }

    @Test
    void theSettingsHoldForEveryDescriptionAndLeftoversOfDeadGatewaysGo() throws Exception {
        // No process has this number: it is above what systems give.
        Path dead = Files.writeString(directory.resolve("run/galaxy/galaxy-999999999-1.txtpb"), "");
        try (GalaxyWiring second = wired()) {
            second.start();
            assertThat(dead).doesNotExist();
            assertThat(copies()).as("one for each that lives").hasSize(2);
            Map<String, String> environment = second.workerEnvironment();
            assertThat(environment).isNotEqualTo(galaxy.workerEnvironment());
        }
        assertThat(platformOfWorkers()).as("the other's is not touched").isEqualTo("First");
    }
}
