package io.mxgateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.launcher.admin.HttpPeer;
import io.mxgateway.launcher.admin.HttpPeer.Answer;
import io.mxgateway.launcher.text.JsonReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Visits to the dashboard of a real gateway, by people with keys. */
final class Visits {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private Visits() {}

    static HttpPeer peer(LiveGateway gateway) {
        return new HttpPeer(
                Integer.parseInt(gateway.admin().substring(gateway.admin().lastIndexOf(':') + 1)));
    }

    static Answer page(HttpPeer peer, String path, String... headers) throws Exception {
        return peer.get(
                path,
                Stream.concat(Stream.of("Accept", "text/html"), Stream.of(headers))
                        .toArray(String[]::new));
    }

    /** Makes a key, and returns what its owner gives to sign in. */
    static String key(Path security, String id, String scopes, String... more) throws Exception {
        Typed made = Typed.run(
                Map.of(),
                Stream.concat(
                                Stream.of("apikey", "create", id, "--scope", scopes, "--json"),
                                Stream.concat(Stream.of(more), Stream.of("--set", "security.directory=" + security)))
                        .toArray(String[]::new));
        assertThat(made.code()).as("%s", made).isZero();
        return (String) ((Map<?, ?>) JsonReader.read(made.out())).get("token");
    }

    /** Signs in, and returns the cookie to come with. */
    static String signedIn(HttpPeer peer, String token) throws Exception {
        Answer answer = peer.post(
                "/sign-in", FORM, "csrf=" + csrf(page(peer, "/sign-in")) + "&key=" + token, "Accept", "text/html");
        assertThat(answer.status()).as(answer.body()).isEqualTo(303);
        return answer.header("Set-Cookie").split(";")[0];
    }

    /** Confirms what a page asks, with what it wants to know. */
    static Answer confirm(HttpPeer peer, String path, String cookie, String fields) throws Exception {
        return peer.post(
                path,
                FORM,
                "csrf=" + csrf(page(peer, path, "Cookie", cookie)) + fields,
                "Accept",
                "text/html",
                "Cookie",
                cookie);
    }

    private static String csrf(Answer page) {
        Matcher csrf = CSRF.matcher(page.body());
        assertThat(csrf.find()).as(page.body()).isTrue();
        return csrf.group(1);
    }
}
