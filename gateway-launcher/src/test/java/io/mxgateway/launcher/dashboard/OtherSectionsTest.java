package io.mxgateway.launcher.dashboard;

import static io.mxgateway.launcher.dashboard.PageCheck.check;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.security.AuditVerifier;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.launcher.admin.FakeGateway;
import io.mxgateway.launcher.admin.FakeSecurity;
import io.mxgateway.launcher.admin.GatewayView.AlarmRow;
import io.mxgateway.launcher.admin.GatewayView.AlarmsNow;
import io.mxgateway.launcher.admin.GatewayView.OptionRow;
import io.mxgateway.launcher.admin.GatewayView.PoolRow;
import io.mxgateway.launcher.admin.HttpPeer.Answer;
import io.mxgateway.launcher.dashboard.Served.Person;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Workers, alarms, audit and configuration. */
@ExtendWith(NothingLeftBehind.class)
class OtherSectionsTest {
    private static final List<String> PATHS = List.of(
            "/workers", "/alarms", "/audit", "/audit/verify", "/configuration", "/configuration?show=set", "/galaxy");

    private final FakeSecurity security = new FakeSecurity();
    private Served served;
    private Person admin;

    @BeforeEach
    void serve() throws IOException {
        served = Served.withKeys();
        served.gateway.security = security;
        admin = served.signedIn("admin");
    }

    @AfterEach
    void close() {
        served.close();
    }

    private static AlarmRow alarm(String reference, String state, int severity) {
        return new AlarmRow(
                reference, "HI", severity, state, Optional.of(Instant.parse("2026-01-02T03:04:05Z")), "", "too <high>");
    }

    private static AlarmsNow alarms(List<AlarmRow> rows) {
        return new AlarmsNow(true, "LIVE", "SUBTAG", true, "the manager is away", Optional.empty(), rows);
    }

    @Test
    void everyPageHoldsWithNothingToShow() throws IOException {
        for (String path : PATHS) {
            Answer answer = admin.get(path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            check(answer);
        }
    }

    @Test
    void everyPageHoldsWithMoreThanItCanShow() throws IOException {
        String evil = "<script>\"&".repeat(50);
        for (int i = 0; i < 1000; i++) {
            served.gateway.add(FakeGateway.row(String.format("session-%032x", i), evil));
            security.records.add(FakeSecurity.record(i, evil, evil));
        }
        for (int i = 0; i < 150; i++) {
            served.gateway.options.add(new OptionRow("some.option-" + i, evil, "file", false, evil, "does something"));
        }
        served.gateway.alarms = alarms(IntStream.range(0, 5000)
                .mapToObj(i -> alarm(i + evil, "ACTIVE", 1 + i % 999))
                .toList());
        for (String path : PATHS) {
            Answer answer = admin.get(path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            if (path.startsWith("/configuration")) {
                // As long as its options are; nothing that grows.
                PageCheck.parsed(answer.body());
            } else {
                check(answer);
            }
            assertThat(answer.body()).doesNotContain("<script>");
        }
    }

    @Test
    void workersAreShownWithThoseThatWait() throws IOException {
        served.gateway.add(FakeGateway.row("session-1", "historian"));
        served.gateway.pools.add(new PoolRow("simulator", 2, 3));
        served.gateway.metrics.observe(GatewayMetric.WORKERS_STARTUP_DURATION, 80_000_000);
        assertThat(check(admin.get("/workers")).getDocumentElement().getTextContent())
                .contains("4711", "historian", "80 ms", "simulator23");
    }

    @Test
    void alarmsThatNobodyHasTakenNoteOfComeFirstThenTheMostUrgent() throws IOException {
        served.gateway.alarms = alarms(List.of(
                alarm("Galaxy!A.Acked", "ACTIVE_ACKED", 1),
                alarm("Galaxy!A.Low", "ACTIVE", 900),
                alarm("Galaxy!A.High", "ACTIVE", 10)));
        Answer answer = admin.get("/alarms");
        check(answer);
        assertThat(answer.body())
                .matches("(?s).*A\\.High.*A\\.Low.*A\\.Acked.*")
                .contains("Degraded", "the manager is away", "too &lt;high&gt;");
    }

    @Test
    void theAuditLogIsShownLatestFirstAndVerified() throws IOException {
        security.records.add(FakeSecurity.record(1, "older", "x"));
        security.records.add(FakeSecurity.record(2, "newer", "y"));
        assertThat(admin.get("/audit").body()).matches("(?s).*newer.*older.*");
        assertThat(admin.get("/audit/verify").body()).contains("The chain holds.");
        security.problems.add(new AuditVerifier.Problem(Path.of("/var/secret-place/audit.log"), 7, "it was changed"));
        Answer broken = admin.get("/audit/verify");
        check(broken);
        assertThat(broken.body())
                .contains("The chain is broken.", "it was changed", "audit.log")
                .doesNotContain("secret-place");
        security.unreadable = true;
        Answer unreadable = admin.get("/audit");
        check(unreadable);
        assertThat(unreadable.status()).isEqualTo(503);
    }

    @Test
    void theConfigurationCanBeLimitedToWhatSomebodySet() throws IOException {
        served.gateway.options.add(new OptionRow("a.default", "1", "default", true, "1", "meaning"));
        served.gateway.options.add(new OptionRow("b.set", "2", "--set", false, "1", "meaning"));
        assertThat(admin.get("/configuration").body()).contains("a.default", "b.set");
        assertThat(admin.get("/configuration?show=set").body())
                .contains("b.set")
                .doesNotContain("a.default");
    }
}
