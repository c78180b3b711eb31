package io.mxgateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.launcher.admin.HttpPeer;
import io.mxgateway.launcher.admin.HttpPeer.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
            HttpPeer peer = Visits.peer(gateway);
            String top = Visits.page(peer, "/galaxy").body();
            assertThat(top).contains("What is deployed", "Up to date").doesNotContain("Attribute</th>");

            String reactor = Visits.page(peer, "/galaxy?name=reactor_001").body();
            assertThat(reactor).contains("1 objects with this name");
            String object = link(reactor, "Reactor_001");
            String body = Visits.page(peer, object).body();
            assertThat(body).contains("aria-current=\"true\"", "Level").matches("(?s).*<ul>.*<ul>.*");

            Set<String> seen = new LinkedHashSet<>();
            Await.until("a value to change", () -> {
                seen.addAll(values(bodyOf(peer, object)));
                return seen.size() > 20;
            });
            assertThat(Visits.page(peer, "/sessions").body()).contains("dashboard");
        }
    }

    private static String bodyOf(HttpPeer peer, String path, String... headers) {
        try {
            return Visits.page(peer, path, headers).body();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nonsenseIsAnsweredWithoutRepeatingItAsMarkup() throws Exception {
        try (LiveGateway gateway = LiveGateway.open(directory)) {
            HttpPeer peer = Visits.peer(gateway);
            for (String id : List.of("0", "999999999", "99999999999999999999", "-1", "1;2", "<b>", "../keys")) {
                Answer answer = Visits.page(peer, "/galaxy?object=" + URLEncoder.encode(id, StandardCharsets.UTF_8));
                assertThat(answer.status()).as(id).isEqualTo(404);
                assertThat(answer.body()).contains("No such object").doesNotContain("<b>");
            }
            assertThat(Visits.page(peer, "/galaxy?name=%3Cscript%3E").body())
                    .contains("No object has this name")
                    .doesNotContain("<script>");
            assertThat(Visits.page(peer, "/galaxy?name=" + "x".repeat(4000)).status())
                    .isIn(200, 400);
            assertThat(Visits.page(peer, "/galaxy?after=forged").status())
                    .as("a page that is not there any more is the first one")
                    .isEqualTo(200);
            assertThat(Visits.page(peer, "/galaxy?name=*&after=forged").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aGatewayWithoutAGalaxySaysSo() throws Exception {
        try (LiveGateway gateway = LiveGateway.open(directory, "galaxy.source=off")) {
            assertThat(Visits.page(Visits.peer(gateway), "/galaxy").body())
                    .contains("No galaxy is known", "galaxy.source");
        }
    }

    @Test
    void aLargeLevelIsShownInParts() throws Exception {
        try (LiveGateway gateway = LiveGateway.open(directory, "simulator.objects=2000")) {
            HttpPeer peer = Visits.peer(gateway);
            Answer all = Visits.page(peer, "/galaxy?name=*");
            assertThat(all.body().length()).isLessThan(100 * 1024);
            Answer next = Visits.page(peer, link(all.body(), "More objects"));
            assertThat(next.status()).isEqualTo(200);
            assertThat(link(next.body(), "More objects")).isNotEqualTo(link(all.body(), "More objects"));
        }
    }

    @Test
    void aKeySeesAndReadsWhatItMay() throws Exception {
        String limited = Visits.key(
                security(),
                "limited",
                "session:open,invoke:read,metadata:read",
                "--browse-subtree",
                "*Reactor_001*",
                "--read-tag",
                "Reactor_001.Mode");
        String viewer = Visits.key(security(), "viewer", "metadata:read");
        try (LiveGateway gateway = LiveGateway.start(directory, "security.directory=" + security())) {
            HttpPeer peer = Visits.peer(gateway);
            String cookie = Visits.signedIn(peer, limited);
            String found = Visits.page(peer, "/galaxy?name=Reactor_00?", "Cookie", cookie)
                    .body();
            assertThat(found).contains("Reactor_001").doesNotContain("Reactor_002");
            String object = link(found, "Reactor_001");
            Await.until(
                    "values",
                    () -> !values(bodyOf(peer, object, "Cookie", cookie)).isEmpty());
            String read = bodyOf(peer, object, "Cookie", cookie);
            assertThat(read).contains("Mode", "Level", "Temperature");
            assertThat(values(read)).as("its mode, and nothing else").containsExactly("1");

            String other = Visits.page(peer, object, "Cookie", Visits.signedIn(peer, viewer))
                    .body();
            assertThat(other).contains("Values need the scope session:open");
            assertThat(values(other)).isEmpty();
        }
    }

    private Path security() {
        return directory.resolve("security");
    }
}
