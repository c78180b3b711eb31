package io.mxgateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mxgateway.core.security.Scope;
import io.mxgateway.grpc.client.ClientOptions;
import io.mxgateway.grpc.client.MxGatewayClient;
import io.mxgateway.grpc.client.MxSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The dashboard as somebody meets it: a real browser, a real gateway with keys, clients that use it. Needs Chromium: {@code
 * -Pbrowser}. What was seen is kept in {@code target/screenshots}.
 */
@EnabledIfSystemProperty(named = "mxgateway.browser", matches = "true")
class DashboardInBrowserTest {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Pattern ADMIN = Pattern.compile("\"admin\":\"127\\.0\\.0\\.1:(\\d+)\"");

    @TempDir
    Path directory;

    @Test
    void somebodySignsInWatchesFiguresChangeClosesASessionAndMakesAKey() throws Exception {
        Optional<Path> executable = Chromium.executable();
        assumeTrue(executable.isPresent(), "there is no Chromium on this machine; install the package 'chromium'");
        try (SecuredProgram gateway = new SecuredProgram(directory)) {
            String key = gateway.issue("boss", Scope.ADMIN);
            gateway.start(
                    "--set", "tls.self-signed=false", "--set", "admin.port=0", "--set", "backends.simulator.warm=1");
            Matcher port = ADMIN.matcher(gateway.program().contentOf(directory.resolve("ready.json")));
            assertThat(port.find()).isTrue();
            String root = "http://localhost:" + port.group(1);
            ClientOptions reach = ClientOptions.at("127.0.0.1", gateway.port())
                    .withApiKey(key)
                    .withKeyInPlaintext();
            try (MxGatewayClient client = new MxGatewayClient(reach);
                    Chromium browser = Chromium.start(executable.get(), directory)) {
                List<MxSession> sessions = new ArrayList<>();
                for (String name : List.of("historian", "hmi-line-1", "hmi-line-2", "recipe-server")) {
                    MxSession session = client.openSession(name);
                    session.subscribe("Reactor_001.Level", "Reactor_001.Pressure");
                    sessions.add(session);
                }
                browser.look(1280, 800, false);
                signsIn(browser, root, key);
                watches(browser, root, sessions.get(0));
                opensTheTree(browser, root);
                closes(browser, root, sessions.get(1));
                String secret = makesAKey(browser, root);
                seesEveryPage(browser, root);
                // What is in the browser itself, such as the picture of its calendar, is none of our pages' requests.
                assertThat(browser.requests().stream().filter(address -> !address.startsWith("data:")))
                        .allSatisfy(address -> assertThat(address)
                                .startsWith(root + "/")
                                .doesNotContain(secret)
                                .doesNotContain(key));
                assertThat(browser.complaints()).isEmpty();
                assertThat(gateway.program().err() + gateway.program().out())
                        .doesNotContain(secret)
                        .doesNotContain(key);
            }
            gateway.end();
        }
    }

    private static void signsIn(Chromium browser, String root, String key) throws IOException {
        browser.go(root + "/");
        assertThat(browser.eval("location.pathname")).isEqualTo("/sign-in");
        browser.screenshot(SCREENSHOTS.resolve("sign-in.png"));
        browser.write("#key", key);
        browser.click("form button", "/");
        assertThat(browser.eval("document.cookie")).isEmpty();
        browser.until("it says who is signed in", "document.querySelector('.who').innerText.includes('boss')");
    }

    /** Figures change on a page that nobody loads again; what has the focus keeps it. */
    private static void watches(Chromium browser, String root, MxSession session) {
        browser.go(root + "/sessions/" + session.id());
        browser.eval("(window.marked = true, document.querySelector('main .button').focus())");
        String events = "document.querySelectorAll('.facts')[1].querySelectorAll('dd')[1].innerText";
        String before = browser.eval(events);
        browser.until("the number of events changes", events + " !== '" + before + "'");
        browser.until(
                "the rate is known", "document.querySelectorAll('.facts')[1].querySelector('dd').innerText !== '0'");
        assertThat(browser.eval("window.marked && document.activeElement.className"))
                .isEqualTo("button");
    }

    /** From the areas down to an object, whose values change while one looks. */
    private static void opensTheTree(Chromium browser, String root) throws IOException {
        browser.go(root + "/galaxy");
        for (String name : List.of("Mixing", "Reactor_001")) {
            String link = "[...document.querySelectorAll('.tree a')].find(a => a.innerText === '" + name + "')";
            browser.until(name + " is in the tree", "Boolean(" + link + ")");
            browser.eval("(" + link + ".click(), true)");
            browser.until(name + " is open", "Boolean(" + link + "?.ariaCurrent)");
        }
        browser.until("values are there", "document.querySelectorAll('.value').length > 0");
        String level = "[...document.querySelectorAll('tbody tr')]"
                + ".find(row => row.querySelector('th').innerText === 'Level').querySelector('.value')?.innerText";
        String before = browser.eval(level);
        browser.until("the level changes", level + " !== '" + before + "'");
        browser.screenshot(SCREENSHOTS.resolve("galaxy.png"));
    }

    private static void closes(Chromium browser, String root, MxSession session) throws IOException {
        String page = "/sessions/" + session.id();
        browser.go(root + "/sessions");
        browser.click("main td a[href='" + page + "'], main th a[href='" + page + "']", page);
        browser.screenshot(SCREENSHOTS.resolve("session.png"));
        browser.click("main a[href='" + page + "/close']", page + "/close");
        browser.screenshot(SCREENSHOTS.resolve("confirm.png"));
        browser.click("main form button", page);
        browser.until("it is over", "document.querySelector('main').innerText.includes('This session is over.')");
        browser.go(root + "/sessions");
        assertThat(browser.eval("document.querySelector('main').innerText")).doesNotContain(session.id());
    }

    private static String makesAKey(Chromium browser, String root) throws IOException {
        browser.go(root + "/keys");
        browser.click("main a[href='/keys/new']", "/keys/new");
        browser.write("#id", "made-here");
        browser.eval("document.querySelector('input[value=\"invoke:read\"]').click()");
        browser.screenshot(SCREENSHOTS.resolve("new-key.png"));
        browser.click("main form button", "/keys/check");
        browser.click("main form button", "/keys");
        String secret = browser.eval("document.querySelector('#secret').innerText");
        assertThat(secret).startsWith("mxgw_made-here_");
        browser.eval("(document.querySelector('#secret').textContent = 'mxgw_made-here_••••••••', true)");
        browser.screenshot(SCREENSHOTS.resolve("key-made.png"));
        browser.click("main a[href='/keys']", "/keys");
        browser.until("it is in the list", "document.querySelector('main').innerText.includes('made-here')");
        assertThat(browser.eval("document.documentElement.outerHTML")).doesNotContain(secret);
        return secret;
    }

    private static void seesEveryPage(Chromium browser, String root) throws IOException {
        browser.go(root + "/");
        String pages = browser.eval("[...document.querySelectorAll('header nav a')].map(a => a.pathname).join(' ')");
        assertThat(pages.split(" "))
                .contains("/", "/sessions", "/workers", "/alarms", "/galaxy", "/keys", "/audit", "/configuration");
        for (String page : pages.split(" ")) {
            String name = page.equals("/") ? "overview" : page.substring(1);
            browser.look(1280, 800, false);
            browser.go(root + page);
            for (int width : new int[] {360, 1280, 2560}) {
                for (boolean dark : new boolean[] {false, true}) {
                    browser.look(width, width == 360 ? 740 : width == 1280 ? 800 : 1440, dark);
                    assertThat(browser.eval("document.documentElement.scrollWidth <= window.innerWidth"))
                            .as(name + " is no wider than its window of " + width)
                            .isEqualTo("true");
                    browser.screenshot(SCREENSHOTS.resolve(name + "-" + width + (dark ? "-dark" : "") + ".png"));
                }
            }
        }
    }
}
