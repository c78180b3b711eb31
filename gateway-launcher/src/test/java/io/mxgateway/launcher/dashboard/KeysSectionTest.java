package io.mxgateway.launcher.dashboard;

import static io.mxgateway.launcher.dashboard.PageCheck.all;
import static io.mxgateway.launcher.dashboard.PageCheck.check;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.launcher.admin.FakeSecurity;
import io.mxgateway.launcher.admin.HttpPeer.Answer;
import io.mxgateway.launcher.dashboard.Served.Person;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys on the dashboard: each act is asked for, checked, done under a name, and a secret is seen once. */
@ExtendWith(NothingLeftBehind.class)
class KeysSectionTest {
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

    private Answer create(String id, String more) throws IOException {
        return admin.post("/keys", "csrf=" + admin.token("/keys/new") + "&id=" + id + "&" + more);
    }

    @Test
    void aKeyIsMadeOnceThatIsConfirmedAndItsSecretIsShownOnce() throws IOException {
        Answer asked = admin.post(
                "/keys/check",
                "csrf=" + admin.token("/keys/new")
                        + "&id=line-1&name=Line+%3Cone%3E&scopes=invoke:read&scopes=events:read&read-tags=Reactor*%0APump*"
                        + "&max-writes-per-second=7&expires=2999-01-31");
        check(asked);
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.body())
                .contains("Line &lt;one&gt;", "invoke:read events:read", "reads Reactor*, Pump*; writes/s 7");
        assertThat(security.acts).isEmpty();
        StringBuilder form = new StringBuilder();
        all(PageCheck.parsed(asked.body()), "form").get(1);
        all(PageCheck.parsed(asked.body()), "input").stream()
                .filter(input -> !input.getParentNode()
                        .getAttributes()
                        .getNamedItem("action")
                        .getNodeValue()
                        .equals("/sign-out"))
                .forEach(input -> form.append(form.isEmpty() ? "" : "&")
                        .append(input.getAttribute("name"))
                        .append('=')
                        .append(java.net.URLEncoder.encode(
                                input.getAttribute("value"), java.nio.charset.StandardCharsets.UTF_8)));
        Answer made = admin.post("/keys", form.toString());
        check(made);
        assertThat(made.body()).containsOnlyOnce(FakeSecurity.SECRET + "line-1");
        assertThat(security.acts).containsExactly("create line-1 [invoke:read, events:read] by admin");
        assertThat(security.keys().get(0).constraints().readTags()).hasSize(2);
        assertThat(security.keys().get(0).constraints().maxWritesPerSecond()).isEqualTo(7);
        for (String path : new String[] {"/keys", "/keys/line-1/rotate", "/keys/line-1/revoke", "/audit", "/"}) {
            Answer later = admin.get(path);
            check(later);
            assertThat(later.body()).doesNotContain(FakeSecurity.SECRET);
        }
    }

    @Test
    void theSameFormAgainMakesNoOtherKeyAndShowsNoSecret() throws IOException {
        assertThat(create("line-1", "scopes=admin").status()).isEqualTo(200);
        Answer again = create("line-1", "scopes=admin");
        check(again);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.body()).doesNotContain(FakeSecurity.SECRET).contains("already");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id=a&name=x",
                "id=a&scopes=everything",
                "id=%3Cscript%3E&scopes=admin",
                "id=a&scopes=admin&expires=tomorrow",
                "id=a&scopes=admin&expires=1960-01-01",
                "id=a&scopes=admin&max-writes-per-second=many",
                "id=a&scopes=admin&max-writes-per-second=-1",
                "id=a&scopes=admin&write-classifications=none-such"
            })
    void whatCanBeNoKeyIsToldBesideWhatWasWritten(String form) throws IOException {
        for (String path : new String[] {"/keys/check", "/keys"}) {
            Answer answer = admin.post(path, "csrf=" + admin.token("/keys/new") + "&" + form);
            check(answer);
            assertThat(answer.status()).as(path).isEqualTo(400);
            assertThat(answer.body()).contains("role=\"alert\"").doesNotContain("<script>");
        }
        assertThat(security.keys()).isEmpty();
    }

    @Test
    void aKeyIsRotatedRevokedAndDeletedEachOnceThatIsConfirmed() throws IOException {
        create("line-1", "scopes=admin");
        security.acts.clear();
        assertThat(admin.get("/keys").body()).contains("/keys/line-1/revoke").doesNotContain("/keys/line-1/delete");
        Answer rotated = admin.post("/keys/line-1/rotate", "csrf=" + admin.token("/keys/line-1/rotate"));
        check(rotated);
        assertThat(rotated.body()).containsOnlyOnce(FakeSecurity.SECRET + "line-1-rotated");
        assertThat(admin.post("/keys/line-1/delete", "csrf=" + admin.token("/keys"))
                        .status())
                .isEqualTo(409);
        assertThat(admin.post("/keys/line-1/revoke", "csrf=" + admin.token("/keys/line-1/revoke"))
                        .header("Location"))
                .isEqualTo("/keys");
        assertThat(admin.get("/keys").body()).contains("Revoked", "/keys/line-1/delete");
        assertThat(admin.post("/keys/line-1/delete", "csrf=" + admin.token("/keys/line-1/delete"))
                        .status())
                .isEqualTo(303);
        assertThat(security.acts)
                .containsExactly(
                        "rotate line-1 by admin",
                        "delete line-1 by admin",
                        "revoke line-1 by admin",
                        "delete line-1 by admin");
        assertThat(admin.get("/keys/line-1/rotate").status()).isEqualTo(404);
        assertThat(admin.get("/keys/line-1/burn").status()).isEqualTo(404);
    }

    @Test
    void whoeverIsAboutToEndTheirOwnKeyIsTold() throws IOException {
        create("admin", "scopes=admin");
        assertThat(admin.get("/keys/admin/revoke").body()).contains("You are signed in with this key.");
    }

    @Test
    void aThousandKeysMakeNoPageTooLarge() throws IOException {
        for (int i = 0; i < 1000; i++) {
            security.create(
                    new io.mxgateway.core.security.ApiKeys.Order(
                            "k".repeat(50) + i,
                            "&".repeat(128),
                            java.util.Set.of(io.mxgateway.core.security.Scope.values()),
                            io.mxgateway.core.security.KeyConstraints.NONE,
                            java.util.Optional.empty()),
                    io.mxgateway.core.security.Caller.ANONYMOUS);
        }
        check(admin.get("/keys"));
    }

    @Test
    void withoutAuthenticationThereAreNoKeysToActOn() throws IOException {
        try (Served open = Served.open()) {
            check(open.nobody().get("/keys"));
            assertThat(open.nobody().get("/keys/new").status()).isEqualTo(404);
            assertThat(open.nobody()
                            .post("/keys", "csrf=the-open-token&id=a&scopes=admin")
                            .status())
                    .isEqualTo(404);
        }
    }
}
