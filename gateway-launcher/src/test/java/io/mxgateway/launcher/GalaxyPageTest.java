package io.mxgateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.launcher.admin.HttpPeer;
import io.mxgateway.launcher.admin.HttpPeer.Answer;
import io.mxgateway.launcher.text.JsonReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The galaxy as people see it at the dashboard of a real gateway. */
@ExtendWith(NothingLeftBehind.class)
class GalaxyPageTest {
    private static final Pattern LINK = Pattern.compile("<a href=\"(/galaxy\\?[^\"]*)\"[^>]*>([^<]*)</a>");
    private static final Pattern VALUE = Pattern.compile("<span class=\"value\">([^<]*)</span>");

    @TempDir
    private Path directory;

    private static HttpPeer peer(LiveGateway gateway) {
        return new HttpPeer(
                Integer.parseInt(gateway.admin().substring(gateway.admin().lastIndexOf(':') + 1)));
    }

    private static Answer page(HttpPeer peer, String path, String... headers) throws Exception {
        return peer.get(
                path,
                Stream.concat(Stream.of("Accept", "text/html"), Stream.of(headers))
                        .toArray(String[]::new));
    }

    /** Where the link of a name leads. */
    private static String link(String body, String text) {
        Matcher links = LINK.matcher(body);
        while (links.find()) {
            if (links.group(2).equals(text)) {
                return links.group(1).replace("&amp;", "&");
            }
        }
        throw new AssertionError("no link '" + text + "' on\n" + body);
    }

    private static Set<String> values(String body) {
        Set<String> values = new LinkedHashSet<>();
        Matcher matcher = VALUE.matcher(body);
        while (matcher.find()) {
            values.add(matcher.group(1));
        }
        return values;
    }

    @Test
    void theTreeOpensLevelByLevelDownToValuesThatChange() throws Exception {
        try (LiveGateway gateway = LiveGateway.open(directory)) {
            HttpPeer peer = peer(gateway);
            String top = page(peer, "/galaxy").body();
            assertThat(top).contains("What is deployed", "Up to date").doesNotContain("Attribute</th>");

            String reactor = page(peer, "/galaxy?name=reactor_001").body();
            assertThat(reactor).contains("1 objects with this name");
            String object = link(reactor, "Reactor_001");
            String body = page(peer, object).body();
            assertThat(body).contains("aria-current=\"true\"", "Level").matches("(?s).*<ul>.*<ul>.*");

            Set<String> seen = new LinkedHashSet<>();
            Await.until("a value to change", () -> {
                seen.addAll(values(bodyOf(peer, object)));
                return seen.size() > 20;
            });
            assertThat(page(peer, "/sessions").body()).contains("dashboard");
        }
    }

    private static String bodyOf(HttpPeer peer, String path, String... headers) {
        try {
            return page(peer, path, headers).body();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nonsenseIsAnsweredWithoutRepeatingItAsMarkup() throws Exception {
        try (LiveGateway gateway = LiveGateway.open(directory)) {
            HttpPeer peer = peer(gateway);
            for (String id : List.of("0", "999999999", "99999999999999999999", "-1", "1;2", "<b>", "../keys")) {
                Answer answer = page(peer, "/galaxy?object=" + URLEncoder.encode(id, StandardCharsets.UTF_8));
                assertThat(answer.status()).as(id).isEqualTo(404);
                assertThat(answer.body()).contains("No such object").doesNotContain("<b>");
            }
            assertThat(page(peer, "/galaxy?name=%3Cscript%3E").body())
                    .contains("No object has this name")
                    .doesNotContain("<script>");
            assertThat(page(peer, "/galaxy?name=" + "x".repeat(4000)).status()).isIn(200, 400);
            assertThat(page(peer, "/galaxy?after=forged").status())
                    .as("a page that is not there any more is the first one")
                    .isEqualTo(200);
            assertThat(page(peer, "/galaxy?name=*&after=forged").status()).isEqualTo(200);
        }
    }

    @Test
    void aGatewayWithoutAGalaxySaysSo() throws Exception {
        try (LiveGateway gateway = LiveGateway.open(directory, "galaxy.source=off")) {
            assertThat(page(peer(gateway), "/galaxy").body()).contains("No galaxy is known", "galaxy.source");
        }
    }

    @Test
    void aLargeLevelIsShownInParts() throws Exception {
        try (LiveGateway gateway = LiveGateway.open(directory, "simulator.objects=2000")) {
            HttpPeer peer = peer(gateway);
            Answer all = page(peer, "/galaxy?name=*");
            assertThat(all.body().length()).isLessThan(100 * 1024);
            Answer next = page(peer, link(all.body(), "More objects"));
            assertThat(next.status()).isEqualTo(200);
            assertThat(link(next.body(), "More objects")).isNotEqualTo(link(all.body(), "More objects"));
        }
    }

    @Test
    void aKeySeesAndReadsWhatItMay() throws Exception {
        String limited = key(
                "limited",
                "session:open,invoke:read,metadata:read",
                "--browse-subtree",
                "*Reactor_001*",
                "--read-tag",
                "Reactor_001.Mode");
        String viewer = key("viewer", "metadata:read");
        try (LiveGateway gateway = LiveGateway.start(directory, "security.directory=" + security())) {
            HttpPeer peer = peer(gateway);
            String cookie = signedIn(peer, limited);
            String found =
                    page(peer, "/galaxy?name=Reactor_00?", "Cookie", cookie).body();
            assertThat(found).contains("Reactor_001").doesNotContain("Reactor_002");
            String object = link(found, "Reactor_001");
            Await.until(
                    "values",
                    () -> !values(bodyOf(peer, object, "Cookie", cookie)).isEmpty());
            String read = bodyOf(peer, object, "Cookie", cookie);
            assertThat(read).contains("Mode", "Level", "Temperature");
            assertThat(values(read)).as("its mode, and nothing else").containsExactly("1");

            String other = page(peer, object, "Cookie", signedIn(peer, viewer)).body();
            assertThat(other).contains("Values need the scope session:open");
            assertThat(values(other)).isEmpty();
        }
    }

    private Path security() {
        return directory.resolve("security");
    }

    private String key(String id, String scopes, String... more) throws Exception {
        Typed made = Typed.run(
                Map.of(),
                Stream.concat(
                                Stream.of("apikey", "create", id, "--scope", scopes, "--json"),
                                Stream.concat(Stream.of(more), Stream.of("--set", "security.directory=" + security())))
                        .toArray(String[]::new));
        assertThat(made.code()).as("%s", made).isZero();
        return (String) ((Map<?, ?>) JsonReader.read(made.out())).get("token");
    }

    private static String signedIn(HttpPeer peer, String token) throws Exception {
        Matcher csrf = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"")
                .matcher(page(peer, "/sign-in").body());
        assertThat(csrf.find()).isTrue();
        Answer answer = peer.post(
                "/sign-in",
                "application/x-www-form-urlencoded",
                "csrf=" + csrf.group(1) + "&key=" + token,
                "Accept",
                "text/html");
        assertThat(answer.status()).as(answer.body()).isEqualTo(303);
        return answer.header("Set-Cookie").split(";")[0];
    }
}
