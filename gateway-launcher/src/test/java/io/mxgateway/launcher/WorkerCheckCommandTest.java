package io.mxgateway.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.grpc.worker.check.CheckRule;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
@EnabledOnOs({OS.LINUX, OS.MAC})
class WorkerCheckCommandTest {
    private static final int RULES = CheckRule.values().length;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void theWorkerThatTheGatewayStartsKeepsEveryRule() {
        List<String> arguments = new ArrayList<>(
                List.of("--tag", "Reactor_001.Level", "--timeout", "30", "--start-timeout", "60", "--"));
        arguments.addAll(WorkerLaunch.command(System.getProperty("java.home"), System.getProperty("java.class.path")));

        assertThat(check(arguments.toArray(String[]::new))).as(out()).isZero();
        assertThat(out().lines())
                .hasSize(RULES + 1)
                .anyMatch(line -> line.startsWith("\u2713 connects  "))
                .endsWith(RULES + " rules kept, 0 broken, 0 not tested");
        assertThat(err()).isEmpty();
    }

    @Test
    void aBrokenRuleIsShownWithItsReasonAndExitsWith1() {
        assertThat(check("--", "sh", "-c", "echo out of paper; exit 7")).isEqualTo(1);
        assertThat(out().lines())
                .anyMatch(line -> line.startsWith("\u2717 connects  "))
                .contains("    it did not connect; its process ended with exit code 7; last output: out of paper")
                .anyMatch(line -> line.startsWith("\u2013 ping  "))
                .endsWith("0 rules kept, 1 broken, " + (RULES - 1) + " not tested");
    }

    @Test
    void machinesGetAnObjectForEachRule() {
        assertThat(check("--json", "--", "false")).isEqualTo(1);
        assertThat(out().lines())
                .hasSize(RULES)
                .allMatch(line -> line.startsWith("{\"rule\":\"") && line.endsWith("}"))
                .anyMatch(line -> line.contains("\"rule\":\"connects\"") && line.contains("\"outcome\":\"FAIL\""))
                .anyMatch(line -> line.contains("\"rule\":\"ping\"") && line.contains("\"outcome\":\"NOT_TESTED\""));
    }

    @Test
    void wrongUsageExitsWith2() {
        assertThat(check()).isEqualTo(2);
        assertThat(err()).contains("COMMAND", "mxgateway worker-check --help");
        err.reset();
        assertThat(check("--rule", "pinng", "--", "false")).isEqualTo(2);
        assertThat(err()).contains("there is no rule pinng", "worker-info");
        err.reset();
        assertThat(check("--timeout", "0", "--", "false")).isEqualTo(2);
        assertThat(err()).contains("--timeout is 0; it must be at least 1");
        assertThat(out()).isEmpty();
    }

    private int check(String... arguments) {
        List<String> all = new ArrayList<>(List.of("worker-check"));
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
