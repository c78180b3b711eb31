package io.mxgateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import io.mxgateway.proto.v1.OpenSessionRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The whole program, as processes: its own and those of its workers. */
@ExtendWith(NothingLeftBehind.class)
@EnabledOnOs({OS.LINUX, OS.MAC})
class ProgramTest {
    private static final Pattern READY =
            Pattern.compile("\\{\"pid\":(\\d+),\"grpc\":\"(127\\.0\\.0\\.1:\\d+)\",\"admin\":null\\}\\n");
    private static final Pattern WORKER = Pattern.compile("worker process (\\d+) gone");

    @TempDir
    Path directory;

    @Test
    void theDemoSeesAllItShouldSeeAndLeavesNoWorker() throws Exception {
        try (RunningProgram demo = RunningProgram.start(directory, "demo", "--once")) {
            assertThat(demo.exitCode()).as(demo.out() + demo.err()).isZero();
            assertThat(demo.out()).contains("all is as it should be").doesNotContain("FAILED");
            Matcher worker = WORKER.matcher(demo.out());
            assertThat(worker.find()).isTrue();
            assertThat(RunningProgram.isAlive(Long.parseLong(worker.group(1)))).isFalse();
            assertThat(demo.err()).isEmpty();
        }
    }

    @Test
    @DisplayName("1.12 SIGTERM closes all sessions and exits 0")
    void aSignalToEndClosesAllSessions() throws Exception {
        Path ready = directory.resolve("ready.json");
        try (RunningProgram gateway = serve(ready)) {
            List<Integer> workers = openSessions(gateway, ready, 2);

            gateway.signal("TERM");

            assertThat(gateway.exitCode()).as(gateway.err()).isZero();
            assertThat(workers).noneMatch(RunningProgram::isAlive);
            assertThat(ready).doesNotExist();
            assertThat(gateway.out())
                    .matches("mxgateway \\S+ ready on 127\\.0\\.0\\.1:\\d+, backends simulator, .*\\n");
            assertThat(gateway.err().lines()).allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT.*"));
        }
    }

    @Test
    @DisplayName("1.12 A second signal kills at once")
    void aSecondSignalDoesNotWait() throws Exception {
        Path ready = directory.resolve("ready.json");
        try (RunningProgram gateway = serve(ready)) {
            int worker = openSessions(gateway, ready, 1).get(0);
            RunningProgram.signal("STOP", worker);
            try {
                gateway.signal("TERM");
                Await.until("the first signal was heard", () -> contains(gateway, "asked to end"));
                gateway.signal("TERM");

                assertThat(gateway.exitCode()).isEqualTo(128 + 15);
            } finally {
                RunningProgram.signal("KILL", worker);
            }
        }
    }

    @Test
    @DisplayName("4.6 Workers end by themselves when the gateway is killed")
    void workersOutliveNoGateway() throws Exception {
        Path ready = directory.resolve("ready.json");
        try (RunningProgram gateway = serve(ready)) {
            List<Integer> workers = openSessions(gateway, ready, 2);
            assertThat(workers).allMatch(RunningProgram::isAlive);

            gateway.signal("KILL");

            assertThat(gateway.exitCode()).isEqualTo(128 + 9);
            Await.until("the workers to be gone", () -> workers.stream().noneMatch(RunningProgram::isAlive));
        }
        try (var files = Files.walk(directory.resolve("run"))) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(ProgramTest::delete);
        }
    }

    @Test
    @DisplayName("4.7 The next gateway ends the workers that a killed one left behind")
    void aWorkerThatCannotHearIsEndedByTheNextGateway() throws Exception {
        Path ready = directory.resolve("ready.json");
        int worker;
        try (RunningProgram gateway = serve(ready)) {
            worker = openSessions(gateway, ready, 1).get(0);
            RunningProgram.signal("STOP", worker);
            gateway.signal("KILL");
            assertThat(gateway.exitCode()).isEqualTo(128 + 9);
        }
        assertThat(RunningProgram.isAlive(worker)).isTrue();
        Files.delete(ready);

        try (RunningProgram next = serve(ready)) {
            next.contentOf(ready);
            Await.until("the deaf worker to be gone", () -> !RunningProgram.isAlive(worker));
            assertThat(next.err()).contains("workers of a gateway that no longer lives were ended");
            next.signal("TERM");
            assertThat(next.exitCode()).isZero();
        }
    }

    @Test
    void aWorkerWithoutItsArgumentsSaysSoWithTheCodeOfTheProtocol() throws Exception {
        try (RunningProgram worker = RunningProgram.start(directory, "worker")) {
            assertThat(worker.exitCode()).isEqualTo(2);
            assertThat(worker.err().lines()).singleElement().asString().startsWith("worker: ");
        }
    }

    private RunningProgram serve(Path ready) throws IOException {
        return RunningProgram.start(
                directory,
                "serve",
                "--port",
                "0",
                "--ready-file",
                ready.toString(),
                "--set",
                "run.directory=" + directory.resolve("run"),
                "--set",
                "auth.mode=disabled");
    }

    /** Opens sessions and leaves them; the process ids of their workers. */
    private static List<Integer> openSessions(RunningProgram gateway, Path ready, int count) throws Exception {
        Matcher content = READY.matcher(gateway.contentOf(ready));
        assertThat(content.matches()).isTrue();
        assertThat(Long.parseLong(content.group(1))).isEqualTo(gateway.process().pid());
        ManagedChannel channel = Grpc.newChannelBuilder(content.group(2), InsecureChannelCredentials.create())
                .build();
        try {
            List<Integer> workers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                workers.add(MxAccessGatewayGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(30, TimeUnit.SECONDS)
                        .openSession(OpenSessionRequest.getDefaultInstance())
                        .getWorkerProcessId());
            }
            return workers;
        } finally {
            channel.shutdownNow();
            channel.awaitTermination(Duration.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static boolean contains(RunningProgram program, String text) {
        try {
            return program.err().contains(text);
        } catch (IOException e) {
            return false;
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
