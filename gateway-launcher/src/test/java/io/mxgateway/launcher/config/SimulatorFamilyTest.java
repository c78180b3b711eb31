package io.mxgateway.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxgateway.core.config.ConfigException;
import io.mxgateway.core.simulator.SimulatedGalaxyState;
import io.mxgateway.core.testing.FakeTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatorFamilyTest {
    @TempDir
    Path directory;

    @Test
    void aWorkerFindsInItsEnvironmentWhatTheGatewayWasTold() throws Exception {
        Configuration configuration = new ConfigurationReader(new OptionCatalog())
                .read(
                        Optional.empty(),
                        Map.of("MXGATEWAY_SIMULATOR_OBJECTS", "7"),
                        List.of(
                                new Setting("simulator.scan-period", "250ms", "--set"),
                                new Setting("simulator.seed", "42", "--set"),
                                new Setting("sessions.max-sessions", "3", "--set")));
        Map<String, String> environment = SimulatorFamily.toEnvironment(configuration);

        assertThat(environment)
                .containsOnlyKeys(
                        "MXGATEWAY_SIMULATOR_OBJECTS", "MXGATEWAY_SIMULATOR_SCAN_PERIOD", "MXGATEWAY_SIMULATOR_SEED");
        SimulatorSettings settings = SimulatorFamily.fromEnvironment(environment);
        assertThat(settings).isEqualTo(configuration.simulator());
        assertThat(settings.objects()).isEqualTo(7);
        assertThat(settings.options().scanPeriod()).isEqualTo(Duration.ofMillis(250));
        assertThat(settings.galaxy().seed()).isEqualTo(42);
    }

    @Test
    void aMadeUpGalaxyHasAsManyAlarmsAsAreAskedFor() {
        SimulatorSettings settings = SimulatorFamily.fromEnvironment(Map.of(
                "MXGATEWAY_SIMULATOR_OBJECTS", "7",
                "MXGATEWAY_SIMULATOR_ALARMS", "25",
                "MXGATEWAY_SIMULATOR_ALARM_PERIOD", "10s"));
        SimulatedGalaxyState galaxy = new SimulatedGalaxyState(settings.galaxy(), settings.options(), new FakeTime());

        assertThat(galaxy.alarmCount()).isEqualTo(25);
        assertThat(galaxy.attributeCount()).isEqualTo(7 * 10 + 25);
    }

    @Test
    void withoutSettingsItIsTheBundledPlant() {
        SimulatorSettings settings = SimulatorFamily.fromEnvironment(Map.of());

        assertThat(settings.galaxy().name()).isEqualTo("Plant");
        assertThat(settings.galaxy().securityEnabled()).isFalse();
    }

    @Test
    void aGalaxyFileReachesTheWorkerByItsWholePath() throws Exception {
        Path here = Path.of("").toAbsolutePath();
        Files.writeString(directory.resolve("my.galaxy"), "name: 'Mine' platforms { tag_name: 'P' }");
        Path relative = here.relativize(directory.resolve("my.galaxy").toAbsolutePath());
        Configuration configuration = read(new Setting("simulator.galaxy-file", relative.toString(), "--set"));
        Map<String, String> environment = SimulatorFamily.toEnvironment(configuration);

        assertThat(Path.of(environment.get("MXGATEWAY_SIMULATOR_GALAXY_FILE"))).isAbsolute();
        assertThat(SimulatorFamily.fromEnvironment(environment)).isEqualTo(configuration.simulator());
        assertThat(configuration.simulator().galaxy().name()).isEqualTo("Mine");
    }

    @Test
    void whatIsWrongWithAGalaxyFileIsToldWithTheRestAndItsPlace() throws Exception {
        Path file = Files.writeString(directory.resolve("bad.galaxy"), "platforms { tag_name: 'P'\n  nonsense: 1 }");

        assertThatThrownBy(() -> read(
                        new Setting("simulator.galaxy-file", file.toString(), "--set"),
                        new Setting("simulator.scan-period", "0", "--set")))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems().toString())
                                .contains("simulator.galaxy-file", "line 2, column 3", "simulator.scan-period"));
    }

    @Test
    void aGalaxyFileAndMadeUpObjectsDoNotGoTogether() {
        assertThatThrownBy(() -> read(
                        new Setting("simulator.galaxy-file", "any", "--set"),
                        new Setting("simulator.objects", "3", "--set")))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems().toString()).contains("must be 0 with a galaxy-file"));
    }

    @Test
    void securityCanBeTurnedOnForTheGalaxyOfAFile() throws Exception {
        Path file = Files.writeString(directory.resolve("my.galaxy"), "platforms { tag_name: 'P' }");
        String path = file.toString();

        assertThat(read(new Setting("simulator.galaxy-file", path, "--set"))
                        .simulator()
                        .galaxy()
                        .securityEnabled())
                .isFalse();
        assertThat(read(
                                new Setting("simulator.galaxy-file", path, "--set"),
                                new Setting("simulator.security", "true", "--set"))
                        .simulator()
                        .galaxy()
                        .securityEnabled())
                .isTrue();
    }

    private static Configuration read(Setting... settings) throws ConfigurationException {
        return new ConfigurationReader(new OptionCatalog()).read(Optional.empty(), Map.of(), List.of(settings));
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        Map<String, String> environment = Map.of(
                "MXGATEWAY_SIMULATOR_OBJECTS", "-1",
                "MXGATEWAY_SIMULATOR_SCAN_PERIOD", "0",
                "MXGATEWAY_SIMULATOR_SEED", "x");

        assertThatThrownBy(() -> SimulatorFamily.fromEnvironment(environment))
                .isInstanceOfSatisfying(
                        ConfigException.class, e -> assertThat(e.problems()).hasSize(3));
    }
}
