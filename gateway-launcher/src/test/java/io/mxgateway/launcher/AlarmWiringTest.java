package io.mxgateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.alarm.AlarmService;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.session.DefaultSessionManager;
import io.mxgateway.core.session.DefaultSessionRegistry;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.testing.FakeWorkers;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.launcher.config.Configuration;
import io.mxgateway.launcher.config.ConfigurationException;
import io.mxgateway.launcher.config.ConfigurationReader;
import io.mxgateway.launcher.config.OptionCatalog;
import io.mxgateway.launcher.config.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the monitor subscribes, and whether there is one. */
@ExtendWith(NothingLeftBehind.class)
class AlarmWiringTest {
    private static Configuration configured(String... settings) throws ConfigurationException {
        List<Setting> given = Arrays.stream(settings)
                .map(text -> text.split("=", 2))
                .map(parts -> new Setting(parts[0], parts[1], "--set"))
                .toList();
        return new ConfigurationReader(new OptionCatalog()).read(Optional.empty(), Map.of(), given);
    }

    private static Optional<String> expression(String... settings) throws ConfigurationException {
        return AlarmWiring.expression(configured(settings));
    }

    @Test
    void whatWasConfiguredGoesFirstAndAnAreaIsOnTheMachineThatWasNamed() throws Exception {
        assertThat(expression("alarms.subscription-expression=\\\\GR01\\Galaxy!Mixing", "alarms.default-area=Other"))
                .contains("\\\\GR01\\Galaxy!Mixing");
        assertThat(expression("alarms.machine-name=GR01", "alarms.default-area=Mixing"))
                .contains("\\\\GR01\\Galaxy!Mixing");
    }

    @Test
    void anAreaAloneIsOnThisHost() throws Exception {
        String expression = expression("alarms.default-area=Mixing").orElseThrow();
        assertThat(expression).startsWith("\\\\").endsWith("\\Galaxy!Mixing");
        assertThat(expression).doesNotStartWith("\\\\\\").isNotEqualTo("\\\\\\Galaxy!Mixing");
    }

    @Test
    void whereNothingWasConfiguredItIsTheWholeOfTheBundledPlantAndNothingOfARealOne() throws Exception {
        assertThat(expression().orElseThrow()).endsWith("\\Galaxy!Plant");
        assertThat(expression("simulator.objects=10").orElseThrow()).endsWith("\\Galaxy!Generated");
        assertThat(expression("backends.simulator.command=other-simulator")).isEmpty();
        assertThat(expression("backends.real.command=worker.exe", "backends.default=real"))
                .isEmpty();
        assertThat(expression("backends.real.command=worker.exe"))
                .as("the monitor opens its session on the default backend")
                .isPresent();
    }

    @Test
    void thereIsAMonitorOnlyWhereAlarmsAreEnabled() throws Exception {
        var time = new FakeTime();
        var metrics = new InMemoryMetrics();
        var workers = new FakeWorkers();
        Configuration off = configured();
        Configuration on = configured("alarms.enabled=true");
        var sessions = new DefaultSessionManager(
                new DefaultSessionRegistry(), workers, on.gateway(), metrics, time, new Random(1));
        try (AlarmWiring none = AlarmWiring.of(off, sessions, time, metrics);
                AlarmWiring one = AlarmWiring.of(on, sessions, time, metrics)) {
            none.start();
            assertThat(none.service()).isSameAs(AlarmService.DISABLED);
            assertThat(workers.started()).isZero();
            one.start();
            assertThat(one.service().enabled()).isTrue();
            assertThat(workers.started()).isEqualTo(1);
        } finally {
            Await.result(sessions.shutdown());
        }
        assertThat(time.pendingTimers()).isZero();
    }
}
