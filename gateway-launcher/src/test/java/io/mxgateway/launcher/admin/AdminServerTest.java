package io.mxgateway.launcher.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.security.Authenticator;
import io.mxgateway.core.security.Caller;
import io.mxgateway.core.security.Scope;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.launcher.admin.HealthCheck.Finding;
import io.mxgateway.launcher.admin.HttpPeer.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The admin port over a real socket, with a made-up gateway behind it. */
@ExtendWith(NothingLeftBehind.class)
class AdminServerTest {
    private final FakeTime time = new FakeTime();
    private final FakeGateway gateway = new FakeGateway();
    private final FakeKeys keys = new FakeKeys()
            .with("viewer", Scope.METADATA_READ)
            .with("admin", Scope.ADMIN)
            .with("reader", Scope.INVOKE_READ);
    private final SignIns signIns = new SignIns(time, new Random(7));
    private final AtomicReference<Finding> finding = new AtomicReference<>(Finding.ok("listening"));
    private final Map<String, String> levels = new ConcurrentHashMap<>(Map.of("ROOT", "INFO"));
    private AdminServer server;

    @BeforeEach
    void start() throws IOException {
        server = started(keys, true);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private AdminServer started(Authenticator authenticator, boolean local) throws IOException {
        List<Route> routes = new ArrayList<>(AdminRoutes.forMachines(
                gateway, new Health(List.of(new HealthCheck("listening", finding::get))), logLevels()));
        routes.add(Route.post("/form", Access.VIEW, call -> {
            AdminAccess.checkCsrf(call.visitor(), call.form());
            return AdminReply.of(200, AdminReply.TEXT, call.form().text("name"));
        }));
        routes.add(Route.get("/broken", Access.OPEN, call -> {
            throw new IllegalStateException("the secret of the house");
        }));
        AdminServer made = new AdminServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.empty(),
                new AdminAccess(authenticator, local, signIns, "open-csrf"),
                routes);
        made.start();
        return made;
    }

    private LogLevels logLevels() {
        return new LogLevels() {
            @Override
            public Map<String, String> all() {
                return Map.copyOf(levels);
            }

            @Override
            public List<String> known() {
                return List.of("INFO", "DEBUG");
            }

            @Override
            public boolean set(String logger, String level, Caller by, String peer) {
                if (!known().contains(level)) {
                    return false;
                }
                levels.put(logger, level);
                return true;
            }
        };
    }

    private HttpPeer peer() {
        return new HttpPeer(server.port());
    }

    private Answer get(String path, String... headers) throws IOException {
        return peer().get(path, headers);
    }

    private Answer post(String path, String type, String body, String... headers) throws IOException {
        return peer().post(path, type, body, headers);
    }

    @Test
    void metricsAreOpenOnALoopbackAddressAndNeedAKeyElsewhere() throws IOException {
        gateway.metrics.count(GatewayMetric.SESSIONS_OPENED);
        assertThat(get("/metrics").body()).contains("mxgateway_sessions_opened_total 1");
        server.close();
        server = started(keys, false);
        assertThat(get("/metrics").status()).isEqualTo(401);
        assertThat(get("/metrics", "Authorization", "Bearer reader").status()).isEqualTo(403);
        assertThat(get("/metrics", "Authorization", "Bearer viewer").status()).isEqualTo(200);
    }

    @Test
    void readyTurnsWithTheWorstFindingAndLiveDoesNot() throws IOException {
        assertThat(get("/health/ready").status()).isEqualTo(200);
        finding.set(Finding.degraded("slow"));
        assertThat(get("/health/ready").status()).isEqualTo(200);
        finding.set(Finding.down("no worker can be started"));
        Answer down = get("/health/ready");
        assertThat(down.status()).isEqualTo(503);
        assertThat(down.body())
                .isEqualTo("{\"status\":\"not ready\",\"checks\":{\"listening\":{\"state\":\"down\","
                        + "\"message\":\"no worker can be started\"}}}\n");
        assertThat(get("/health/live").status()).isEqualTo(200);
    }

    @Test
    void sessionsAreShownToWhoMayLookAndToNobodyElse() throws IOException {
        gateway.add(FakeGateway.row("session-1", "historian"));
        assertThat(get("/api/sessions").status()).isEqualTo(401);
        assertThat(get("/api/sessions", "Authorization", "Bearer wrong").status())
                .isEqualTo(401);
        assertThat(get("/api/sessions", "Authorization", "Bearer reader").status())
                .isEqualTo(403);
        assertThat(get("/api/sessions", "Authorization", "Bearer viewer").body())
                .contains("\"id\":\"session-1\"", "\"worker_pid\":4711");
    }

    @Test
    void onlyAnAdministratorActsAndTheActCarriesTheirName() throws IOException {
        gateway.add(FakeGateway.row("session-1", "historian"));
        String close = "/api/sessions/session-1/close";
        assertThat(post(close, "application/json", "{}", "Authorization", "Bearer viewer")
                        .status())
                .isEqualTo(403);
        assertThat(gateway.acts).isEmpty();
        assertThat(post(close, "application/json", "{}", "Authorization", "Bearer admin")
                        .body())
                .isEqualTo("{\"result\":\"CLOSED\"}\n");
        assertThat(gateway.acts).containsExactly("close session-1 by admin");
        assertThat(post(close, "application/json", "{}", "Authorization", "Bearer admin")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void drainReadOnlyAndLogLevelsAreActsToo() throws IOException {
        String admin = "Bearer admin";
        assertThat(post("/api/drain", "application/json", "{}", "Authorization", admin)
                        .status())
                .isEqualTo(200);
        assertThat(post("/api/read-only/on", "application/json", "{}", "Authorization", admin)
                        .status())
                .isEqualTo(200);
        assertThat(post("/api/read-only/maybe", "application/json", "{}", "Authorization", admin)
                        .status())
                .isEqualTo(400);
        assertThat(post("/api/log-levels/io.mxgateway/DEBUG", "application/json", "{}", "Authorization", admin)
                        .body())
                .contains("\"io.mxgateway\":\"DEBUG\"");
        assertThat(get("/api/log-levels", "Authorization", "Bearer viewer").status())
                .isEqualTo(403);
        assertThat(post(
                                "/api/log-levels/io.mxgateway/TRACE",
                                "application/json",
                                "{}",
                                "Authorization",
                                "Bearer viewer")
                        .status())
                .isEqualTo(403);
        assertThat(post("/api/log-levels/io.mxgateway/LOUD", "application/json", "{}", "Authorization", admin)
                        .status())
                .isEqualTo(400);
        assertThat(gateway.acts).containsExactly("drain by admin", "read-only true by admin");
    }

    @Test
    void anActThatAForeignPageCouldSendIsRefused() throws IOException {
        server.close();
        server = started(Authenticator.DISABLED, true);
        // What a form of any web page can send without being asked for.
        assertThat(post("/api/drain", "text/plain", "{}").status()).isEqualTo(415);
        assertThat(post("/api/drain", "application/json", "{}", "Origin", "http://evil.example")
                        .status())
                .isEqualTo(403);
        assertThat(gateway.acts).isEmpty();
        assertThat(post("/api/drain", "application/json", "{}").status()).isEqualTo(200);
    }

    @Test
    void aForeignNameThatLeadsHereIsRefused() throws IOException {
        assertThat(get("/health/live", "Host", "evil.example:" + server.port()).status())
                .isEqualTo(421);
        assertThat(get("/health/live", "Host", "localhost:" + server.port()).status())
                .isEqualTo(200);
    }

    @Test
    void aFormCountsOnlyWithTheTokenOfItsOwnVisitor() throws IOException {
        SignIn mine = signIns.begin("Bearer viewer");
        SignIn others = signIns.begin("Bearer admin");
        String cookie = Cookies.name(server.port()) + "=" + mine.id();
        String form = "application/x-www-form-urlencoded";
        assertThat(post("/form", form, "name=x", "Cookie", cookie).status()).isEqualTo(403);
        assertThat(post("/form", form, "name=x&csrf=" + others.csrf(), "Cookie", cookie)
                        .status())
                .isEqualTo(403);
        assertThat(post("/form", form, "name=a+b&csrf=" + mine.csrf(), "Cookie", "other=1; " + cookie)
                        .body())
                .isEqualTo("a b");
        assertThat(post("/form", form, "x=" + "y".repeat(AdminCall.MAX_BODY_BYTES), "Cookie", cookie)
                        .status())
                .isEqualTo(413);
    }

    @Test
    void aSignInEndsWithItsTimeAndWithItsKey() throws IOException {
        String cookie = Cookies.name(server.port()) + "="
                + signIns.begin("Bearer viewer").id();
        assertThat(get("/api/sessions", "Cookie", cookie).status()).isEqualTo(200);
        keys.revoke("viewer");
        assertThat(get("/api/sessions", "Cookie", cookie).status()).isEqualTo(401);
        keys.with("viewer", Scope.METADATA_READ);
        assertThat(get("/api/sessions", "Cookie", cookie).status()).isEqualTo(200);
        time.advance(SignIns.LASTS);
        assertThat(get("/api/sessions", "Cookie", cookie).status()).isEqualTo(401);
        assertThat(get("/api/sessions", "Cookie", Cookies.name(server.port()) + "=forged")
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../etc/passwd",
                "/static/../api/sessions",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/.",
                "/api//sessions",
                "/<script>",
                "/%3Cscript%3E",
                "/nowhere"
            })
    void aPathThatLeadsNowhereSaysSoAndRepeatsNothing(String path) throws IOException {
        Answer answer = get(path);
        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.body()).doesNotContain("script>").doesNotContain("root:");
    }

    @Test
    void aFailureOfOursIsToldWithoutItsInside() throws IOException {
        Answer broken = get("/broken");
        assertThat(broken.status()).isEqualTo(500);
        assertThat(broken.body()).doesNotContain("secret").doesNotContain("Exception");
    }

    @Test
    void everyAnswerForbidsOtherHostsAndGuessing() throws IOException {
        for (String path : List.of("/health/live", "/nowhere", "/metrics")) {
            Answer answer = get(path);
            assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        }
    }

    @Test
    void anotherMethodThanTheRoutesIsToldApartFromAnUnknownPath() throws IOException {
        assertThat(get("/api/drain", "Authorization", "Bearer admin").status()).isEqualTo(405);
        Answer head = peer().send("HEAD", "/metrics", "");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void aBrowserWithoutASignInIsSentToIt() throws IOException {
        Answer answer = get("/api/sessions", "Accept", "text/html,*/*");
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("/sign-in");
    }
}
