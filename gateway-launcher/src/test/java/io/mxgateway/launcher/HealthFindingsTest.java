package io.mxgateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.mx.AlarmProviderMode;
import io.mxgateway.core.mx.MxEventBody.AlarmProviderModeChanged;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.launcher.admin.HealthCheck.State;
import io.mxgateway.launcher.admin.HttpPeer;
import io.mxgateway.launcher.text.JsonReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NothingLeftBehind.class)
class HealthFindingsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path directory;

    @Test
    void aCertificateThatEndsIsToldBeforeAndAfter() {
        assertThat(TlsWiring.finding(NOW.plus(Duration.ofDays(31)), NOW).state())
                .isEqualTo(State.OK);
        assertThat(TlsWiring.finding(NOW.plus(Duration.ofDays(29)), NOW).state())
                .isEqualTo(State.DEGRADED);
        assertThat(TlsWiring.finding(NOW, NOW).state()).isEqualTo(State.DOWN);
        assertThat(TlsWiring.finding(NOW, NOW).message()).contains("expired at 2026-01-01", "replace its files");
    }

    @Test
    void alarmsAreWellWhenTheyAreLiveAndComeFromTheFirstProvider() {
        AlarmProviderModeChanged first = new AlarmProviderModeChanged(AlarmProviderMode.UNSPECIFIED, false, "", NOW);
        AlarmProviderModeChanged second = new AlarmProviderModeChanged(AlarmProviderMode.UNSPECIFIED, true, "", NOW);
        assertThat(AlarmWiring.finding("LIVE", first).state()).isEqualTo(State.OK);
        assertThat(AlarmWiring.finding("LIVE", second).state()).isEqualTo(State.DEGRADED);
        assertThat(AlarmWiring.finding("WAITING", first).state()).isEqualTo(State.DEGRADED);
        assertThat(AlarmWiring.finding("WAITING", first).message()).contains("WAITING");
    }

    @Test
    void withoutWorkersOfItsBackendAGatewayIsNotReadyAndSaysWhyButLives() throws Exception {
        try (LiveGateway gateway = LiveGateway.open(
                directory,
                "backends.simulator.command=" + directory.resolve("no-such-worker"),
                "alarms.enabled=true",
                "alarms.default-area=Plant",
                "alarms.machine-name=host",
                "galaxy.source=simulated")) {
            HttpPeer admin = new HttpPeer(port(gateway));
            // The first look does not wait for ever, whatever else this machine does.
            Await.until("the finding", () -> status(admin) == 503);
            Map<String, Object> checks = checks(admin);
            assertThat(checks).containsOnlyKeys("accepting", "backend.simulator", "galaxy", "alarms");
            assertThat(checks.get("backend.simulator")).asString().contains("down", "no worker can be started");
            assertThat(checks.get("galaxy")).asString().contains("ok", "objects");
            assertThat(checks.get("alarms")).asString().contains("degraded", "the alarm monitor is");
            assertThat(checks.toString()).doesNotContain("no-such-worker");
            assertThat(admin.get("/health/live").status()).isEqualTo(200);
        }
    }

    @Test
    void aGatewayWhoseWorkersStartIsReady() throws Exception {
        try (LiveGateway gateway = LiveGateway.open(directory, "alarms.enabled=true")) {
            HttpPeer admin = new HttpPeer(port(gateway));
            assertThat(status(admin)).isEqualTo(200);
            Await.until(
                    "everything to be as it should be",
                    () -> !checks(admin).toString().contains("degraded"));
            assertThat(checks(admin).get("alarms")).asString().contains("ok");
            assertThat(checks(admin).get("backend.simulator")).asString().contains("ok");
        }
    }

    private static int port(LiveGateway gateway) {
        String address = gateway.admin();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    private static int status(HttpPeer admin) {
        return answer(admin).status();
    }

    private static HttpPeer.Answer answer(HttpPeer admin) {
        try {
            return admin.get("/health/ready");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked") // The JSON of health.
    private static Map<String, Object> checks(HttpPeer admin) {
        Map<String, Object> body =
                (Map<String, Object>) JsonReader.read(answer(admin).body());
        return (Map<String, Object>) body.get("checks");
    }
}
