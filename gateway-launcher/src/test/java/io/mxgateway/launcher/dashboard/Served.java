package io.mxgateway.launcher.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.security.Authenticator;
import io.mxgateway.core.security.Scope;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.launcher.admin.AdminAccess;
import io.mxgateway.launcher.admin.AdminServer;
import io.mxgateway.launcher.admin.FakeGateway;
import io.mxgateway.launcher.admin.FakeKeys;
import io.mxgateway.launcher.admin.Health;
import io.mxgateway.launcher.admin.HealthCheck;
import io.mxgateway.launcher.admin.HealthCheck.Finding;
import io.mxgateway.launcher.admin.HttpPeer;
import io.mxgateway.launcher.admin.HttpPeer.Answer;
import io.mxgateway.launcher.admin.MinuteHistory;
import io.mxgateway.launcher.admin.SessionRates;
import io.mxgateway.launcher.admin.SignIns;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The dashboard of a made-up gateway on a real port, and people who look at it. */
final class Served implements AutoCloseable {
    static final String FORM = "application/x-www-form-urlencoded";
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    final FakeTime time = new FakeTime();
    final FakeGateway gateway = new FakeGateway();
    final FakeKeys keys = new FakeKeys()
            .with("viewer", Scope.METADATA_READ)
            .with("admin", Scope.ADMIN)
            .with("reader", Scope.INVOKE_READ);
    final MinuteHistory history = new MinuteHistory(time, gateway::metrics);
    final SessionRates rates = new SessionRates(time, gateway::sessions);
    final Dashboard dashboard;
    private final AdminServer server;

    private Served(Authenticator authenticator, boolean keyed) throws IOException {
        AdminAccess access =
                new AdminAccess(keyed ? keys : authenticator, true, new SignIns(time, new Random(7)), "the-open-token");
        Health health = new Health(List.of(
                new HealthCheck("accepting", () -> Finding.ok("listens on 127.0.0.1:5001")),
                new HealthCheck("galaxy", () -> Finding.degraded("the galaxy is <stale>"))));
        dashboard = new Dashboard(gateway, access, health, history, rates, time);
        server = new AdminServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.empty(),
                access,
                dashboard.routes(),
                dashboard::refusal);
        history.start();
        rates.start();
        server.start();
    }

    /** One that asks for keys. */
    static Served withKeys() throws IOException {
        return new Served(null, true);
    }

    /** One that asks for nothing. */
    static Served open() throws IOException {
        return new Served(Authenticator.DISABLED, false);
    }

    int port() {
        return server.port();
    }

    HttpPeer peer() {
        return new HttpPeer(server.port());
    }

    /** Somebody who is not signed in. */
    Person nobody() {
        return new Person("");
    }

    /** Somebody who has signed in with a key, as a browser would. */
    Person signedIn(String key) throws IOException {
        Person person = new Person("");
        Answer answer = person.post("/sign-in", "csrf=" + person.token("/sign-in") + "&key=" + key);
        assertThat(answer.status()).isEqualTo(303);
        return new Person(answer.header("Set-Cookie").split(";")[0]);
    }

    /** Somebody with a cookie of their own making. */
    Person withCookie(String cookie) {
        return new Person(cookie);
    }

    @Override
    public void close() {
        server.close();
        history.close();
        rates.close();
    }

    /** Somebody with a browser. */
    final class Person {
        private final String cookie;

        private Person(String cookie) {
            this.cookie = cookie;
        }

        Answer get(String path) throws IOException {
            return cookie.isEmpty()
                    ? peer().get(path, "Accept", "text/html")
                    : peer().get(path, "Accept", "text/html", "Cookie", cookie);
        }

        Answer post(String path, String form, String... more) throws IOException {
            List<String> headers = new ArrayList<>(List.of("Accept", "text/html"));
            if (!cookie.isEmpty()) {
                headers.addAll(List.of("Cookie", cookie));
            }
            headers.addAll(List.of(more));
            return peer().post(path, FORM, form, headers.toArray(String[]::new));
        }

        /** What the last form of a page carries. */
        String token(String path) throws IOException {
            Matcher matcher = TOKEN.matcher(get(path).body());
            String token = "";
            while (matcher.find()) {
                token = matcher.group(1);
            }
            assertThat(token).as("the token on " + path).isNotEmpty();
            return token;
        }
    }
}
