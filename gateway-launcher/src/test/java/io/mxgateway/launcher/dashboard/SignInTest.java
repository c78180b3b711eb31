package io.mxgateway.launcher.dashboard;

import static io.mxgateway.launcher.dashboard.PageCheck.check;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.security.Scope;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.launcher.admin.FakeGateway;
import io.mxgateway.launcher.admin.FakeSecurity;
import io.mxgateway.launcher.admin.HttpPeer.Answer;
import io.mxgateway.launcher.admin.Route;
import io.mxgateway.launcher.admin.SignIns;
import io.mxgateway.launcher.dashboard.Served.Person;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who sees and does what, and how somebody is known. */
@ExtendWith(NothingLeftBehind.class)
class SignInTest {
    private static final List<String> FOR_ANYBODY = List.of("/sign-in", "/sign-out", "/static/{hash}/{file}");

    private final FakeSecurity security = new FakeSecurity();
    private Served served;

    @BeforeEach
    void serve() throws IOException {
        served = Served.withKeys();
        served.gateway.add(FakeGateway.row("session-1", "historian"));
        served.gateway.security = security;
    }

    @AfterEach
    void close() {
        served.close();
    }

    private List<Route> routes(String method) {
        return served.dashboard.routes().stream()
                .filter(route -> route.method().equals(method) && !FOR_ANYBODY.contains(route.pattern()))
                .toList();
    }

    private static String pathOf(Route route) {
        return route.pattern()
                .replace("{id}", "session-1")
                .replace("{state}", "on")
                .replace("{act}", "rotate");
    }

    @Test
    void nobodySeesAPageWithoutSigningIn() throws IOException {
        assertThat(routes("GET")).hasSizeGreaterThan(4);
        for (Person stranger : List.of(
                served.nobody(),
                served.withCookie("mxgateway-" + served.port() + "=forged"),
                served.withCookie("mxgateway-" + served.port() + "="),
                served.withCookie("mxgateway-1=" + "x".repeat(1000)))) {
            for (Route route : routes("GET")) {
                Answer answer = stranger.get(pathOf(route));
                assertThat(answer.status()).as(route.pattern()).isEqualTo(303);
                assertThat(answer.header("Location")).isEqualTo("/sign-in");
                assertThat(answer.body()).isEmpty();
            }
            for (Route route : routes("POST")) {
                Answer answer = stranger.post(pathOf(route), "csrf=the-open-token");
                assertThat(answer.status()).as(route.pattern()).isEqualTo(401);
                check(answer);
            }
        }
        assertThat(served.gateway.acts).isEmpty();
        assertThat(security.acts).isEmpty();
    }

    @Test
    void aViewerLooksAndDoesNothing() throws IOException {
        Person viewer = served.signedIn("viewer");
        String token = viewer.token("/");
        for (Route route : routes("GET")) {
            Answer answer = viewer.get(pathOf(route));
            check(answer);
            assertThat(answer.status())
                    .as(route.pattern())
                    .isEqualTo(route.access() == io.mxgateway.launcher.admin.Access.ACT ? 403 : 200);
            assertThat(answer.body())
                    .doesNotContain("/close\"")
                    .doesNotContain("/kill\"")
                    .doesNotContain("href=\"/drain\"")
                    .doesNotContain("href=\"/keys")
                    .doesNotContain("href=\"/audit")
                    .doesNotContain("href=\"/configuration");
        }
        for (Route route : routes("POST")) {
            assertThat(viewer.post(pathOf(route), "csrf=" + token).status())
                    .as(route.pattern())
                    .isEqualTo(403);
        }
        assertThat(served.gateway.acts).isEmpty();
        assertThat(security.acts).isEmpty();
    }

    @Test
    void anAdministratorActsUnderTheNameOfTheKey() throws IOException {
        Person admin = served.signedIn("admin");
        assertThat(admin.get("/sessions/session-1").body()).contains("/sessions/session-1/close");
        admin.post("/sessions/session-1/close", "csrf=" + admin.token("/sessions/session-1/close"));
        assertThat(served.gateway.acts).containsExactly("close session-1 by admin");
    }

    @Test
    void aFormWithoutOrWithAForeignTokenDoesNothing() throws IOException {
        Person admin = served.signedIn("admin");
        Person other = served.signedIn("admin");
        for (Route route : routes("POST")) {
            for (String form : List.of("", "csrf=", "csrf=the-open-token", "csrf=" + other.token("/"))) {
                Answer answer = admin.post(pathOf(route), form);
                assertThat(answer.status()).as(route.pattern() + " " + form).isEqualTo(403);
                check(answer);
            }
        }
        assertThat(served.gateway.acts).isEmpty();
        assertThat(security.acts).isEmpty();
        assertThat(admin.post("/sign-out", "csrf=" + other.token("/")).status()).isEqualTo(403);
        assertThat(admin.get("/").status()).isEqualTo(200);
        assertThat(served.nobody().post("/sign-in", "key=admin").status()).isEqualTo(403);
    }

    @Test
    void aFormFromAPageOfNowhereOrOfAnotherSiteDoesNothing() throws IOException {
        Person admin = served.signedIn("admin");
        String form = "csrf=" + admin.token("/");
        for (String origin : List.of("null", "https://elsewhere.example", "http://localhost:1")) {
            assertThat(admin.post("/sessions/session-1/close", form, "Origin", origin)
                            .status())
                    .as(origin)
                    .isEqualTo(403);
        }
        assertThat(served.gateway.acts).isEmpty();
        assertThat(admin.post("/sessions/session-1/close", form, "Origin", "http://localhost:" + served.port())
                        .status())
                .isEqualTo(303);
    }

    @Test
    void anOversizedOrMisshapenFormIsRefused() throws IOException {
        Person admin = served.signedIn("admin");
        String path = "/sessions/session-1/close";
        assertThat(admin.post(path, "csrf=" + "x".repeat(70_000)).status()).isEqualTo(413);
        assertThat(admin.post(path, "a=b&".repeat(300)).status()).isEqualTo(400);
        assertThat(admin.post(path, "csrf=%zz").status()).isEqualTo(400);
        assertThat(served.gateway.acts).isEmpty();
        assertThat(security.acts).isEmpty();
    }

    @Test
    void theCookieIsForThisPortThisSiteAndNoScript() throws IOException {
        Person somebody = served.nobody();
        Answer answer = somebody.post("/sign-in", "csrf=" + somebody.token("/sign-in") + "&key=viewer");
        assertThat(answer.header("Location")).isEqualTo("/");
        assertThat(answer.header("Set-Cookie"))
                .startsWith("mxgateway-" + served.port() + "=")
                .contains("; Path=/; HttpOnly; SameSite=Strict; Max-Age=28800")
                .doesNotContain("viewer");
    }

    @Test
    void aKeyThatIsWrongOrMayNotLookIsToldSoAndNotRepeated() throws IOException {
        Person somebody = served.nobody();
        String token = somebody.token("/sign-in");
        Answer wrong = somebody.post("/sign-in", "csrf=" + token + "&key=guessed-key");
        check(wrong);
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.header("Set-Cookie")).isEmpty();
        assertThat(wrong.body()).contains("This key is not valid.").doesNotContain("guessed-key");
        Answer reader = somebody.post("/sign-in", "csrf=" + token + "&key=reader");
        assertThat(reader.status()).isEqualTo(403);
        assertThat(reader.body()).contains("metadata:read");
        assertThat(reader.header("Set-Cookie")).isEmpty();
    }

    @Test
    void signingOutEndsTheSignInAndNotOnlyTheCookie() throws IOException {
        Person viewer = served.signedIn("viewer");
        assertThat(viewer.get("/").status()).isEqualTo(200);
        Answer out = viewer.post("/sign-out", "csrf=" + viewer.token("/"));
        assertThat(out.header("Set-Cookie")).contains("Max-Age=0");
        assertThat(viewer.get("/").header("Location")).isEqualTo("/sign-in");
    }

    @Test
    void aSignInEndsAfterEightHoursAndWithItsKey() throws IOException {
        Person viewer = served.signedIn("viewer");
        served.keys.revoke("viewer");
        assertThat(viewer.get("/").status()).isEqualTo(303);
        served.keys.with("viewer", Scope.METADATA_READ);
        assertThat(viewer.get("/").status()).isEqualTo(200);
        served.time.advance(SignIns.LASTS);
        assertThat(viewer.get("/").status()).isEqualTo(303);
    }

    @Test
    void whereNobodyIsAskedForAKeyThereIsNoSignIn() throws IOException {
        try (Served open = Served.open()) {
            assertThat(open.nobody().get("/sign-in").header("Location")).isEqualTo("/");
            assertThat(open.nobody().get("/").body())
                    .contains("No sign-in on this machine")
                    .doesNotContain("/sign-out");
        }
    }
}
