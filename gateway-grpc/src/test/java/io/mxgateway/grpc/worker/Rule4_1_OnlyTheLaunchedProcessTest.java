package io.mxgateway.grpc.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.worker.WorkerClient;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import io.mxgateway.core.worker.WorkerStartStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NothingLeftBehind.class)
@DisplayName("4.1 the gateway listens first, and accepts only the process it launched")
class Rule4_1_OnlyTheLaunchedProcessTest {
    private static WorkerLab bad(String behaviour, int startupMillis) {
        return WorkerLab.of(WorkerLab.startingWithin(startupMillis), WorkerLab.java(BadWorkerMain.class, behaviour));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wrong-nonce        | lastRefusal=\"its nonce is wrong\"",
                "garbage            | a frame of 542393671 bytes was announced",
                "no-hello           | lastRefusal=\"its first frame is no hello\"",
                "zero-length-first  | a frame of 0 bytes was announced",
                "long-first-frame   | a frame of 65536 bytes was announced",
                "wrong-pid          | but process 1 is neither the one that was launched nor a descendant of it",
            })
    void aConnectionThatIsNotTheWorkersIsClosedAndTheReasonTold(String behaviour, String reason) {
        try (WorkerLab lab = bad(behaviour, 20_000)) {
            WorkerException failure = lab.failure();
            assertThat(failure.code()).isEqualTo(WorkerErrorCode.START_FAILED);
            // Hung up on, this worker goes, and that ends the wait.
            assertThat(failure)
                    .hasMessageContaining("it ended before it had connected")
                    .hasMessageContaining("exit code 1")
                    .hasMessageContaining("refusedConnections=1")
                    .hasMessageContaining(reason);
        }
    }

    @Test
    void afterARefusedConnectionTheRightOneIsStillAwaited() {
        try (WorkerLab lab = bad("stranger-first", 20_000)) {
            WorkerClient client = lab.ready(new RecordingListener());
            assertThat(WorkerLab.ping(client, "x").diagnosticMessage()).isEqualTo("pong");
            Await.result(client.shutdown(Duration.ofSeconds(10)));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wrong-version       | protocol version 2 where 1 is spoken",
                "wrong-session-hello | an envelope of another session",
            })
    void theRightProcessWithTheWrongWordsFailsAtOnce(String behaviour, String reason) {
        try (WorkerLab lab = bad(behaviour, 20_000)) {
            assertThat(lab.failure()).hasMessageContaining(reason);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"deletes-socket", "byte-by-byte"})
    void oddButLegalWorkersAreAccepted(String behaviour) {
        try (WorkerLab lab = bad(behaviour, 20_000)) {
            WorkerClient client = lab.ready(new RecordingListener());
            assertThat(WorkerLab.ping(client, "x").diagnosticMessage()).isEqualTo("pong");
            Await.result(client.shutdown(Duration.ofSeconds(10)));
        }
    }

    @Test
    void aWorkerBehindAWrapperIsADescendantAndAccepted() {
        String java = String.join(" ", WorkerLab.java(GoodWorkerMain.class, GoodWorkerMain.UNRULY));
        try (WorkerLab lab = WorkerLab.of(
                WorkerLab.startingWithin(20_000), WorkerLab.shell("exec 3<&0; " + java + " \"$@\" <&3 & wait"))) {
            WorkerClient client = lab.ready(new RecordingListener());
            assertThat(WorkerLab.ping(client, "from below").diagnosticMessage()).isEqualTo("from below");
            Await.result(client.shutdown(Duration.ofSeconds(10)));
        }
    }

    @Test
    void theSocketLiesInADirectoryOfItsUserAndIsGoneAfterTheConnection() throws IOException {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (WorkerLab lab = WorkerLab.good()) {
            RecordingListener looking = new RecordingListener() {
                @Override
                public void onStage(WorkerStartStage stage) {
                    if (stage == WorkerStartStage.WAITING_FOR_PIPE) {
                        lab.files().forEach(file -> seen.add(describe(lab.runDirectory, file)));
                    }
                }
            };
            WorkerClient client = Await.result(lab.start("session-abc", looking));
            assertThat(seen).hasSize(2);
            assertThat(seen.get(0))
                    .matches("mxgateway-" + ProcessHandle.current().pid() + "-[0-9a-f]{8} rwx------");
            assertThat(seen.get(1)).matches("mxgateway-.*/session-abc\\.sock .*");
            Await.until("the socket is removed", () -> lab.files().size() == 1);
            assertThat(Files.exists(lab.files().get(0))).isTrue();
            Await.result(client.shutdown(Duration.ofSeconds(10)));
        }
    }

    private static String describe(Path root, Path file) {
        try {
            return root.relativize(file) + " " + PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new AssertionError("cannot look at " + file, e);
        }
    }

    @Test
    void aRunDirectoryTooDeepForASocketIsReplacedByAShortOne() throws IOException {
        Path root = WorkerLab.temporary();
        Path deep = Files.createDirectories(root.resolve("d".repeat(60)).resolve("e".repeat(60)));
        try (WorkerLab lab = WorkerLab.in(
                deep,
                WorkerLab.startingWithin(20_000),
                Map.of(),
                WorkerLab.java(GoodWorkerMain.class, GoodWorkerMain.UNRULY))) {
            WorkerClient client = lab.ready(new RecordingListener());
            assertThat(lab.files()).isEmpty();
            Await.result(client.shutdown(Duration.ofSeconds(10)));
        } finally {
            WorkerLab.delete(root);
        }
    }

    @Test
    void aRunDirectoryThatCannotBeUsedIsNamed() throws IOException {
        Path file = Files.createFile(Path.of(
                System.getProperty("java.io.tmpdir"),
                "mxgateway-" + ProcessHandle.current().pid() + "-f"));
        try (WorkerLab lab = WorkerLab.in(file, WorkerLab.startingWithin(20_000), Map.of(), "/bin/sh")) {
            assertThat(lab.failure())
                    .hasMessageContaining("for worker sockets cannot be made")
                    .hasMessageContaining(file.toString());
            Await.result(lab.factory.close());
        }
    }
}
