package io.mxgateway.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxgateway.core.config.ConfigException;
import io.mxgateway.core.simulator.SimulatedGalaxyState;
import io.mxgateway.core.testing.FakeTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimulatorFamilyTest {
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
