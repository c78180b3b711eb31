package io.mxgateway.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.NothingLeftBehind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whether it measures and compares, never what: speeds are for quiet machines. */
@ExtendWith(NothingLeftBehind.class)
@EnabledOnOs({OS.LINUX, OS.MAC})
class BenchCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @Test
    void aQuickRunShowsATableAndComparesItsRatios() throws IOException, InterruptedException {
        // So bad that no run can be worse.
        Path easy = file("{\"ratios\":{\"ping-1.p50\":1e9,\"ping-64.rate\":0.0000001}}");

        try (RunningProgram bench = run("--quick", "--only", "ping", "--check", easy.toString())) {
            assertThat(bench.exitCode()).as(bench.err()).isZero();
            assertThat(bench.out().lines().findFirst().orElseThrow()).matches("figure +unit +beside +gateway +ratio");
            assertThat(bench.out().lines().skip(1))
                    .hasSize(18)
                    .allMatch(line -> line.startsWith("ping-1.") || line.startsWith("ping-64."))
                    .anyMatch(line -> line.matches("ping-1\\.p50 +us +[\\d.,]+ +[\\d.,]+ +[\\d.,]+"))
                    .anyMatch(line -> line.matches("ping-1\\.relay-p50 +us +[\\d.,]+ +[\\d.,]+ +[\\d.,]+"))
                    .anyMatch(line -> line.matches("ping-64\\.rate +calls/s +[\\d.,]+ +[\\d.,]+ +[\\d.,]+"));
            assertThat(bench.err()).isEqualTo("mxgateway: 2 ratios compared with " + easy + ", 0 worse\n");
        }
    }

    @Test
    void machinesGetAnObjectThatCanBeComparedWithAndAWorseRatioExitsWith1() throws IOException, InterruptedException {
        // So good that every run is worse.
        Path hard = file("{\"ratios\":{\"stream.rate\":1000000,\"paced.p50\":1}}");

        try (RunningProgram bench = run("--quick", "--json", "--only", "stream", "--check", hard.toString())) {
            assertThat(bench.exitCode()).as(bench.err()).isEqualTo(1);
            assertThat(bench.out().lines()).hasSize(1);
            assertThat(bench.out())
                    .startsWith("{\"version\":")
                    .contains("\"quick\":true", "\"name\":\"stream.rate\",\"unit\":\"events/s\"")
                    .contains("\"ratios\":{\"stream.rate\":");
            assertThat(bench.err())
                    .contains(
                            "mxgateway: stream.rate: ratio ", "was 1000000.00; more than 25 % worse (higher is better)")
                    .contains("mxgateway: 1 ratios compared with " + hard + ", 1 worse");
        }
    }

    @Test
    void whatCannotBeMeasuredExitsWith1AndSaysWhy() {
        assertThat(bench("--quick", "--only", "ping", "--set", "sessions.max-sessions=none"))
                .isEqualTo(1);
        assertThat(err()).contains("the gateway ended while starting", "sessions.max-sessions");
        assertThat(out()).isEmpty();
    }

    @Test
    void wrongUsageExitsWith2() throws IOException {
        assertThat(bench("--only", "pong")).isEqualTo(2);
        assertThat(err()).contains("there is no such part", "read-bulk");
        err.reset();
        assertThat(bench("--check", file("{}").toString())).isEqualTo(2);
        assertThat(err()).contains("there are no \"ratios\" in it");
        err.reset();
        assertThat(bench("--check", directory.resolve("none.json").toString())).isEqualTo(2);
        assertThat(err()).contains("cannot be read");
        assertThat(out()).isEmpty();
    }

    private Path file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "ratios", ".json"), content);
    }

    /** In a process of its own: looking into other JVMs leaves threads of the JDK behind. */
    private RunningProgram run(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("bench"));
        all.addAll(List.of(arguments));
        return RunningProgram.start(directory, all.toArray(String[]::new));
    }

    private int bench(String... arguments) {
        List<String> all = new ArrayList<>(List.of("bench"));
        all.addAll(List.of(arguments));
        Surroundings surroundings = new Surroundings(
                InputStream.nullInputStream(),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Map.of(),
                false);
        return Main.run(surroundings, all.toArray(String[]::new));
    }

    private String out() {
        return out.toString(UTF_8);
    }

    private String err() {
        return err.toString(UTF_8);
    }
}
