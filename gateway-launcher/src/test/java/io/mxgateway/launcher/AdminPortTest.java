package io.mxgateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.grpc.client.ClientOptions;
import io.mxgateway.grpc.client.GatewayException;
import io.mxgateway.grpc.client.MxGatewayClient;
import io.mxgateway.grpc.client.MxSession;
import io.mxgateway.launcher.admin.HttpPeer;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A real gateway with its admin port: what an operator sees and does there is what the clients of the gateway meet. */
@ExtendWith(NothingLeftBehind.class)
class AdminPortTest {
    private static final Pattern PORTS =
            Pattern.compile("\"grpc\":\"127.0.0.1:(\\d+)\",\"admin\":\"127.0.0.1:(\\d+)\"");

    @TempDir
    private Path directory;

    @Test
    void whatAClientDoesIsSeenAndWhatTheOperatorDoesIsFelt() throws Exception {
        Path ready = directory.resolve("ready.json");
        try (RunningProgram gateway = RunningProgram.start(
                directory,
                "serve",
                "--port",
                "0",
                "--ready-file",
                ready.toString(),
                "--set",
                "auth.mode=disabled",
                "--set",
                "admin.port=0",
                "--set",
                "run.directory=" + directory.resolve("run"))) {
            Matcher ports = PORTS.matcher(gateway.contentOf(ready));
            assertThat(ports.find()).as(gateway.out()).isTrue();
            HttpPeer admin = new HttpPeer(Integer.parseInt(ports.group(2)));
            assertThat(admin.get("/health/ready").status()).isEqualTo(200);
            assertThat(gateway.out()).contains("admin on 127.0.0.1:" + ports.group(2));
            try (MxGatewayClient client =
                    new MxGatewayClient(ClientOptions.at("127.0.0.1", Integer.parseInt(ports.group(1))))) {
                MxSession session = client.openSession("historian");
                assertThat(admin.get("/metrics").body()).contains("mxgateway_sessions_open 1.0");
                assertThat(admin.get("/api/sessions").body())
                        .contains(
                                "\"id\":\"" + session.id() + "\"",
                                "\"client_name\":\"historian\"",
                                "\"state\":\"READY\"");

                assertThat(admin.post("/api/drain", "application/json", "{}").status())
                        .isEqualTo(200);
                assertThat(admin.get("/health/ready").status()).isEqualTo(503);
                assertThat(admin.get("/health/live").status()).isEqualTo(200);
                assertThatThrownBy(() -> client.openSession("late"))
                        .isInstanceOf(GatewayException.class)
                        .extracting("reason")
                        .isEqualTo("SHUTTING_DOWN");
                assertThat(admin.post("/api/sessions/" + session.id() + "/close", "application/json", "{}")
                                .body())
                        .isEqualTo("{\"result\":\"CLOSED\"}\n");
                assertThat(admin.get("/metrics").body())
                        .contains("mxgateway_sessions_open 0.0")
                        .contains("mxgateway_sessions_closed_total{reason=\"admin-kill\"} 1.0");
            }
            gateway.signal("TERM");
            assertThat(gateway.exitCode()).isZero();
        }
    }
}
