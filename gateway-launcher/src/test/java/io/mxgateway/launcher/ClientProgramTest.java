package io.mxgateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Client commands as processes: how they take Ctrl-C and a pipe that is closed, and how bash completes them. */
@ExtendWith(NothingLeftBehind.class)
@EnabledOnOs({OS.LINUX, OS.MAC})
class ClientProgramTest {
    private static final int SIGINT = 2;

    @TempDir
    private Path directory;

    @Test
    void ctrlCAndAClosedPipeEndASubscriptionCleanly() throws Exception {
        try (LiveGateway gateway = LiveGateway.open(directory)) {
            Map<String, String> there =
                    Map.of("MXGATEWAY_ENDPOINT", gateway.address(), "MXGATEWAY_ADMIN", "http://" + gateway.admin());
            try (RunningProgram program =
                    RunningProgram.start(directory, there, "client", "subscribe", "Heartbeat.Counter")) {
                Await.until(
                        Duration.ofMinutes(1),
                        () -> "a change",
                        () -> contentOf(program).contains("Counter"));
                program.signal(signalOfCtrlC());
                assertThat(program.exitCode()).as(program.err()).isZero();
                assertThat(program.err()).isEmpty();
            }
            assertThat(Typed.run(there, "sessions", "list", "--json").out())
                    .as("the session is closed")
                    .isEmpty();

            Path err = directory.resolve("pipe.txt");
            String java = String.join("' '", RunningProgram.java());
            String first = shell(
                    there,
                    "'" + java + "' -cp \"$1\" io.mxgateway.launcher.Main client subscribe" + " Heartbeat.Counter 2> '"
                            + err + "' | head -n 1",
                    System.getProperty("java.class.path"));
            assertThat(first).contains("Heartbeat.Counter").hasLineCount(1);
            assertThat(Files.readString(err)).isEmpty();
            assertThat(Typed.run(there, "sessions", "list", "--json").out())
                    .as("the session is closed")
                    .isEmpty();
        }
    }

    @Test
    void bashCompletesCommandsAndOptions() throws Exception {
        Typed script = Typed.run(Map.of(), "completion");
        assertThat(script.code()).as("%s", script.err()).isZero();
        Path file = Files.writeString(directory.resolve("completion.bash"), script.out());

        assertThat(shell(Map.of(), "bash -n \"$1\" && echo good", file.toString()))
                .isEqualTo("good\n");
        assertThat(completed(file, "cli")).contains("client");
        assertThat(completed(file, "client", "sub")).containsExactly("subscribe");
        assertThat(completed(file, "client", "read", "--api")).containsExactly("--api-key-file");
        assertThat(completed(file, "sessions", "k")).containsExactly("kill");
    }

    /** What bash makes of the last of these words; it complains that nobody has pressed a key. */
    private List<String> completed(Path script, String... words) throws IOException, InterruptedException {
        String said = shell(
                Map.of(),
                "source \"$1\"; COMP_WORDS=(mxgateway " + String.join(" ", words) + "); COMP_CWORD=" + words.length
                        + "; _complete_mxgateway 2> /dev/null; printf '%s\\n' \"${COMPREPLY[@]}\"",
                script.toString());
        return said.lines().map(String::strip).toList();
    }

    /**
     * The signal of Ctrl-C, unless whoever began this build in the background has all that it starts ignore that one: then
     * another one that the program hears in the same way.
     */
    private static String signalOfCtrlC() throws IOException {
        Path status = Path.of("/proc/self/status");
        boolean ignored = Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1 << (SIGINT - 1)) != 0);
        return ignored ? "TERM" : "INT";
    }

    /** What a script says in bash; it has ended, and well. */
    private String shell(Map<String, String> environment, String script, String argument)
            throws IOException, InterruptedException {
        Path out = directory.resolve("shell.txt");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script, "bash", argument)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        String said = Files.readString(out);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    private static String contentOf(RunningProgram program) {
        try {
            return program.out();
        } catch (IOException e) {
            return e.toString();
        }
    }
}
