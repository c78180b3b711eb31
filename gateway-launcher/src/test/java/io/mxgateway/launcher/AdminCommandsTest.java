package io.mxgateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.grpc.client.ClientOptions;
import io.mxgateway.grpc.client.MxGatewayClient;
import io.mxgateway.grpc.client.MxSession;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code sessions} and {@code drain}, at the admin port of a gateway that runs. */
@ExtendWith(NothingLeftBehind.class)
class AdminCommandsTest {
    @TempDir
    private Path directory;

    private static void refused(Typed typed, int code, String... words) {
        assertThat(typed.code()).as("%s", typed).isEqualTo(code);
        assertThat(typed.err().lines()).as("%s", typed).hasSize(1);
        assertThat(typed.err()).startsWith("mxgateway: ").contains(words);
    }

    @Test
    void sessionsAreListedAndEndedAndTheGatewayIsDrained() throws Exception {
        try (LiveGateway gateway = LiveGateway.open(directory);
                MxGatewayClient client = new MxGatewayClient(ClientOptions.at("127.0.0.1", gateway.port()))) {
            Map<String, String> there = Map.of("MXGATEWAY_ADMIN", "http://" + gateway.admin());
            MxSession one = client.openSession("historian");
            MxSession two = client.openSession("panel");

            Typed table = Typed.run(there, "sessions", "list");
            assertThat(table.code()).as("%s", table).isZero();
            assertThat(table.out().lines())
                    .hasSize(3)
                    .anyMatch(line -> line.startsWith("SESSION "))
                    .anyMatch(line -> line.matches(one.id() + " +historian +\\S+ +simulator +READY +\\d+ .*"));
            assertThat(Typed.run(there, "sessions", "list", "--json").out().lines())
                    .hasSize(2)
                    .allMatch(line -> line.startsWith("{\"id\":\"session-") && line.contains("\"state\":\"READY\""));

            assertThat(Typed.run(there, "sessions", "close", one.id()).out()).isEqualTo(one.id() + " CLOSED\n");
            Typed killed = Typed.run(there, "sessions", "kill", "--json", "../drain", two.id());
            assertThat(killed.code()).as("%s", killed).isEqualTo(1);
            assertThat(killed.out()).matches("\\{\"id\":\"" + two.id() + "\",\"result\":\"[^\"]+\"}\n");
            assertThat(killed.err())
                    .contains("session = ../drain: cannot kill it")
                    .doesNotContain("\tat ");
            assertThat(Typed.run(there, "sessions", "list").out().lines()).hasSize(1);

            assertThat(Typed.run(there, "drain", "--json").out()).isEqualTo("{\"draining\":true,\"sessions\":0}\n");
            assertThat(Typed.run(there, "drain").out()).contains("draining", "0 go on");
            refused(
                    Typed.run(Map.of("MXGATEWAY_ENDPOINT", gateway.address()), "client", "read", "Reactor_001.Level"),
                    1,
                    "opens no more sessions");
            refused(
                    Typed.run(there, "sessions", "list", "--admin", gateway.address()),
                    3,
                    "--admin = http://" + gateway.address() + ": ");
        }
    }

    @Test
    void anAdminPortThatIsNoneIsTold() {
        refused(Typed.run(Map.of(), "sessions", "list"), 2, "where is the admin port?", "MXGATEWAY_ADMIN");
        refused(Typed.run(Map.of(), "drain", "--admin", "ftp://x"), 2, "--admin = ftp://x: must be a URL");
        refused(
                Typed.run(Map.of(), "drain", "--admin", "http://127.0.0.1:1"),
                3,
                "--admin = http://127.0.0.1:1: cannot connect: connection refused");
    }
}
