package io.mxgateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.grpc.client.ClientOptions;
import io.mxgateway.grpc.client.MxGatewayClient;
import io.mxgateway.grpc.client.MxSession;
import io.mxgateway.launcher.admin.HttpPeer;
import io.mxgateway.launcher.admin.HttpPeer.Answer;
import io.mxgateway.launcher.text.JsonReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is done at the dashboard of a real gateway, and what the audit log says of who did it. */
@ExtendWith(NothingLeftBehind.class)
class DashboardActsTest {
    @TempDir
    private Path directory;

    private Path security() {
        return directory.resolve("security");
    }

    @Test
    void whatAnAdministratorDoesIsDoneAndAuditedUnderTheirKey() throws Exception {
        String boss = Visits.key(security(), "boss", "admin,metadata:read");
        String viewer = Visits.key(security(), "viewer", "metadata:read");
        String user = Visits.key(security(), "user", "session:open,session:close");
        try (LiveGateway gateway = LiveGateway.start(directory, "security.directory=" + security());
                MxGatewayClient client = new MxGatewayClient(
                        ClientOptions.at("127.0.0.1", gateway.port()).withApiKey(user))) {
            MxSession session = client.openSession("historian");
            String close = "/sessions/" + session.id() + "/close";
            HttpPeer peer = Visits.peer(gateway);

            Answer refused = peer.post(
                    close,
                    "application/x-www-form-urlencoded",
                    "csrf=guessed",
                    "Accept",
                    "text/html",
                    "Cookie",
                    Visits.signedIn(peer, viewer));
            assertThat(refused.status()).isEqualTo(403);

            String cookie = Visits.signedIn(peer, boss);
            assertThat(Visits.confirm(peer, close, cookie, "").status()).isEqualTo(303);
            assertThat(Visits.page(peer, "/sessions", "Cookie", cookie).body()).doesNotContain(session.id());
            assertThat(Visits.confirm(peer, "/keys/viewer/revoke", cookie, "").status())
                    .isEqualTo(303);

            assertThat(audited(session.id()))
                    .anySatisfy(entry -> assertThat(entry)
                            .containsEntry("action", "session.close")
                            .containsEntry("actor", "boss"));
            assertThat(audited("viewer"))
                    .anySatisfy(entry ->
                            assertThat(entry).containsEntry("target", "viewer").containsEntry("actor", "boss"));
            Typed verified = Typed.run(Map.of(), "audit", "verify", "--set", "security.directory=" + security());
            assertThat(verified.code()).as("%s", verified).isZero();
        }
    }

    /** The entries in which something is named. */
    private List<Map<String, Object>> audited(String what) {
        Typed tail = Typed.run(Map.of(), "audit", "tail", "--json", "--set", "security.directory=" + security());
        assertThat(tail.code()).as("%s", tail).isZero();
        return tail.out()
                .lines()
                .filter(line -> line.contains(what))
                .map(DashboardActsTest::entry)
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> entry(String line) {
        return (Map<String, Object>) JsonReader.read(line);
    }
}
