package io.mxgateway.grpc.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.worker.WorkerClient;
import io.mxgateway.grpc.worker.orphan.RecordingLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
@DisplayName("4.3 what a worker prints is read, bounded, and free of secrets")
class Rule4_3_OutputTest {
    private static final int FLOOD = 100_000;

    private static List<String> lines(byte[] printed, String... secrets) {
        WorkerOutput output = new WorkerOutput(
                "session-x", 1, new ByteArrayInputStream(printed), new Redaction(List.of(secrets)), new FakeTime());
        output.finish();
        return output.lastLines();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String line(int number) {
        return "INFO output: session=session-x worker=17 line=line " + number;
    }

    @Test
    void linesAreLoggedWithSessionAndProcessUpToARate() throws IOException {
        RecordingLog log = new RecordingLog();
        FakeTime time = new FakeTime();
        try (PipedInputStream pipe = new PipedInputStream(1 << 16);
                PipedOutputStream worker = new PipedOutputStream(pipe)) {
            WorkerOutput output = new WorkerOutput("session-x", 17, pipe, new Redaction(List.of()), time, log);
            for (int i = 0; i < 200; i++) {
                worker.write(bytes("line " + i + "\n"));
            }
            output.poll(new byte[1 << 16]);
            assertThat(log.lines()).hasSize(50).startsWith(line(0)).endsWith(line(49));
            time.advance(Duration.ofSeconds(1));
            worker.write(bytes("line 200\n"));
            output.poll(new byte[1 << 16]);
            assertThat(log.lines().subList(50, log.lines().size()))
                    .containsExactly(
                            "WARN output: session=session-x worker=17 and 150 more lines that were not logged",
                            line(200));
            output.finish();
        }
    }

    @Test
    void aLoggedLineHasNoSecretsEither() {
        RecordingLog log = new RecordingLog();
        new WorkerOutput(
                        "session-x",
                        17,
                        new ByteArrayInputStream(bytes("nonce=c2VjcmV0IG5vbmNl\n")),
                        new Redaction(List.of("c2VjcmV0IG5vbmNl")),
                        new FakeTime(),
                        log)
                .finish();
        assertThat(log.lines()).containsExactly("INFO output: session=session-x worker=17 line=nonce=***");
    }

    @Test
    void whatAWorkerSaysWhenItIsEndedOnPurposeIsADetail() {
        RecordingLog log = new RecordingLog();
        WorkerOutput output = new WorkerOutput(
                "session-x",
                17,
                new ByteArrayInputStream(bytes("worker: the peer closed the connection\n")),
                new Redaction(List.of()),
                new FakeTime(),
                log);
        output.part();
        output.finish();
        assertThat(log.lines())
                .containsExactly(
                        "DEBUG output: session=session-x worker=17 line=worker: the peer closed the connection");
    }

    @Test
    void theLastFiftyLinesAreKept() {
        StringBuilder printed = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            printed.append("line ").append(i).append('\n');
        }
        List<String> lines = lines(bytes(printed.toString()));
        assertThat(lines).hasSize(50).startsWith("line 150").endsWith("line 199");
    }

    @Test
    void aLineWithoutAnEndIsCutAndSaysSo() {
        List<String> lines = lines(bytes("x".repeat(500_000)));
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).hasSizeLessThan(1100).endsWith("... (498976 more)");
    }

    @Test
    void controlCharactersCannotForgeALine() {
        assertThat(lines(bytes("a\u001b[2Jb\rc\n"))).containsExactly("a [2Jb c");
    }

    @Test
    void secretsAreTakenOutAlsoAcrossTheCut() {
        String secret = "c2VjcmV0IG5vbmNl";
        assertThat(lines(bytes("nonce=" + secret + " short=1\n"), secret, "1")).containsExactly("nonce=*** short=1");
        assertThat(lines(bytes("x".repeat(1015) + secret + "\n"), secret).get(0))
                .doesNotContain("c2Vj");
    }

    @Test
    void aWorkerThatPrintsItsSecretsPrintsStars() {
        Map<String, String> environment = Map.of("TEST_PASSWORD", "correct horse battery");
        try (WorkerLab lab = WorkerLab.of(
                WorkerLab.startingWithin(20_000),
                environment,
                WorkerLab.java(GoodWorkerMain.class, GoodWorkerMain.UNRULY))) {
            WorkerClient client = lab.ready(new RecordingListener());
            Await.result(WorkerLab.tell(client, "secret"));
            // The logging library may have said something before.
            Await.until("the line", () -> client.lastOutput().stream().anyMatch(line -> line.startsWith("nonce=")));
            assertThat(client.lastOutput()).endsWith("nonce=*** password=***");
            Await.result(client.shutdown(Duration.ofSeconds(10)));
        }
    }

    @Test
    void aWorkerThatFloodsItsOutputIsNotHeldUpForLong() {
        try (WorkerLab lab = WorkerLab.good()) {
            WorkerClient client = lab.ready(new RecordingListener());
            Await.result(WorkerLab.tell(client, "flood:" + FLOOD));
            Await.until("the last line", () -> client.lastOutput().contains("flooding line " + (FLOOD - 1)));
            assertThat(client.lastOutput()).hasSize(50);
            Await.result(client.shutdown(Duration.ofSeconds(10)));
        }
    }

    @Test
    void aLineOfFiftyMegabytesDoesNotMatter() {
        try (WorkerLab lab = WorkerLab.good()) {
            WorkerClient client = lab.ready(new RecordingListener());
            Await.result(WorkerLab.tell(client, "print:50000000"));
            Await.until("the line", () -> client.lastOutput().stream().anyMatch(line -> line.startsWith("xxx")));
            assertThat(client.lastOutput()).anyMatch(line -> line.endsWith("... (49998976 more)"));
            Await.result(client.shutdown(Duration.ofSeconds(10)));
        }
    }
}
