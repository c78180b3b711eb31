package io.mxgateway.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.launcher.config.OptionCatalog;
import io.mxgateway.launcher.text.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NothingLeftBehind.class)
class CommandLineTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    @Test
    void withoutACommandTheHelpNamesAllCommands() {
        assertThat(run()).isZero();
        assertThat(out()).contains("demo", "serve", "worker", "config", "version", "Exit codes");
        assertThat(err()).isEmpty();
    }

    @Test
    void everyCommandHasAHelp() {
        List<String> commands = List.copyOf(CommandTree.all(surroundings()).keySet());
        assertThat(commands).contains("demo", "serve", "worker", "client", "sessions", "completion");
        for (String command : commands) {
            out.reset();
            assertThat(run(command, "--help")).as(command).isZero();
            assertThat(out()).startsWith("Usage: mxgateway " + command);
        }
    }

    @Test
    void versionTellsThatOfTheGatewayAndOfItsProtocols() {
        assertThat(run("version")).isZero();
        assertThat(out()).matches("(?s)mxgateway \\d+\\.\\d+\\.\\d+\\S* \\(gateway protocol 3, worker protocol 1, .*");
        String line = out();
        out.reset();
        assertThat(run("--version")).isZero();
        assertThat(out()).isEqualTo(line);
    }

    @Test
    void wrongUsageExitsWith2AndSaysHowToGoOn() {
        assertThat(run("sevre")).isEqualTo(2);
        assertThat(err()).contains("sevre", "--help").doesNotContain("\tat ");
        err.reset();
        assertThat(run("serve", "--prot", "1")).isEqualTo(2);
        assertThat(err()).contains("--prot", "mxgateway serve --help").doesNotContain("\tat ");
        err.reset();
        assertThat(run("config", "--set", "nothing")).isEqualTo(2);
        assertThat(err()).contains("--set wants KEY=VALUE").doesNotContain("\tat ");
        assertThat(out()).isEmpty();
    }

    @Test
    void aBadConfigurationExitsWith2AndOneLineForEachProblem() {
        int code = run("serve", "--set", "sessions.max-sessions=0", "--port", "x", "--set", "event.log-size=1");

        assertThat(code).isEqualTo(2);
        assertThat(err().lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith("mxgateway: "))
                .anyMatch(line -> line.contains("sessions.max-sessions = 0 (from --set): must be 1..100000"))
                .anyMatch(line -> line.contains("server.port = x (from --port): must be a whole number"))
                .anyMatch(line -> line.contains("did you mean events.log-size?"));
    }

    @Test
    void withoutAuthenticationOnlyLoopbackIsListenedOn() {
        assertThat(run("serve", "--bind", "0.0.0.0", "--port", "0")).isEqualTo(2);
        assertThat(err()).contains("server.bind = 0.0.0.0 (from --bind): must be a loopback address");
    }

    @Test
    void configShowsWhatIsInForceAndWhoSaidSo() throws IOException {
        Path file = Files.writeString(directory.resolve("gateway.properties"), "server.port = 1234\n");

        assertThat(run("config", "--config", file.toString(), "--set", "backends.x.command=/bin/worker"))
                .isZero();
        assertThat(out().lines())
                .anyMatch(line -> line.matches("server\\.port +1234 +file .*gateway\\.properties +50051 +the port.*"))
                .anyMatch(line -> line.matches("backends\\.x\\.command +/bin/worker +--set +- .*"))
                .anyMatch(line -> line.matches("log\\.level +warn +environment MXGATEWAY_LOG_LEVEL +info +.*"));
    }

    @Test
    void configListsEveryOptionAlsoForMachines() {
        int options = new OptionCatalog().options().size();

        assertThat(run("config", "--list")).isZero();
        assertThat(out().lines()).hasSize(options + 1);
        out.reset();
        assertThat(run("config", "--list", "--json")).isZero();
        assertThat(out().lines())
                .hasSize(options)
                .allMatch(line -> line.startsWith("{\"key\":\"") && line.endsWith("}"))
                .anyMatch(line -> line.startsWith("{\"key\":\"sessions.max-sessions\",\"type\":\"integer\","
                        + "\"default\":\"64\",\"secret\":false,\"variable\":\"MXGATEWAY_SESSIONS_MAX_SESSIONS\","));
    }

    @Test
    void aPortThatIsTakenIsAFailureInWords() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run("serve", "--port", String.valueOf(taken.getLocalPort())))
                    .isEqualTo(1);
            assertThat(err())
                    .contains("mxgateway: cannot listen on 127.0.0.1:" + taken.getLocalPort())
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aRunDirectoryThatCannotBeUsedIsAFailureInWords() throws IOException {
        Path file = Files.createFile(directory.resolve("a-file"));

        assertThat(run("serve", "--port", "0", "--set", "run.directory=" + file.resolve("run")))
                .isEqualTo(1);
        assertThat(err())
                .contains("run.directory cannot be used: " + file.resolve("run"))
                .doesNotContain("\tat ");
    }

    @Test
    void aReadyFileThatCannotBeWrittenIsAFailureInWords() {
        Path file = directory.resolve("missing").resolve("ready.json");

        assertThat(run("serve", "--port", "0", "--ready-file", file.toString())).isEqualTo(1);
        assertThat(err())
                .contains("the ready file " + file + " cannot be written")
                .doesNotContain("\tat ");
    }

    @Test
    void textIsEscapedInJson() {
        assertThat(Json.of(Map.of("k", "a\"b\\c\nd\u0001"))).isEqualTo("{\"k\":\"a\\\"b\\\\c\\nd\\u0001\"}");
    }

    private int run(String... args) {
        return Main.run(surroundings(), args);
    }

    private Surroundings surroundings() {
        return new Surroundings(
                InputStream.nullInputStream(),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Map.of("MXGATEWAY_LOG_LEVEL", "warn", "MXGATEWAY_AUTH_MODE", "disabled"),
                false);
    }

    private String out() {
        return out.toString(UTF_8);
    }

    private String err() {
        return err.toString(UTF_8);
    }
}
