package io.mxgateway.core.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.testing.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NothingLeftBehind.class)
class FileAuditTest {
    private final FakeTime time = new FakeTime();

    @TempDir
    private Path directory;

    private Path log() {
        return directory.resolve("audit").resolve("audit.log");
    }

    private static AuditRecord record(int number) {
        return AuditRecord.of("actor", AuditAction.ADMIN, AuditOutcome.SUCCESS, "target-" + number);
    }

    private FileAudit start() {
        return start(AuditOptions.at(log()));
    }

    private FileAudit start(AuditOptions options) {
        FileAudit audit = new FileAudit(options, time);
        audit.start();
        return audit;
    }

    private void write(int from, int to) {
        write(AuditOptions.at(log()), from, to);
    }

    private void write(AuditOptions options, int from, int to) {
        try (FileAudit audit = start(options)) {
            for (int i = from; i < to; i++) {
                audit.record(record(i));
            }
        }
    }

    private AuditVerifier.Result verify() throws IOException {
        return AuditVerifier.verify(log());
    }

    private List<String> lines() throws IOException {
        return new ArrayList<>(Files.readAllLines(log()));
    }

    private void rewrite(List<String> lines) throws IOException {
        Files.write(log(), lines);
    }

    @Test
    void aRecordIsOneLineWithAllItsFields() throws IOException {
        try (FileAudit audit = start()) {
            audit.record(AuditRecord.of("key\u00e9", AuditAction.CONSTRAINT, AuditOutcome.DENIED, "Tank\"1\".\\PV\n{}")
                    .from("192.0.2.1", "corr-1")
                    .with("rule", "read")
                    .with("why", "a\tb"));
        }
        List<String> lines = lines();
        assertThat(lines)
                .containsExactly("{\"id\":1,\"time\":\"2026-01-01T00:00:00Z\",\"actor\":\"key\\u00e9\","
                        + "\"action\":\"constraint\",\"outcome\":\"denied\",\"target\":\"Tank\\\"1\\\".\\\\PV\\u000a{}\","
                        + "\"peer\":\"192.0.2.1\",\"correlation_id\":\"corr-1\","
                        + "\"details\":{\"rule\":\"read\",\"why\":\"a\\u0009b\"},\"previous\":\"" + "0".repeat(64)
                        + "\"}");
        AuditEntry entry = AuditEntry.parse(lines.get(0)).orElseThrow();
        assertThat(entry.id()).isEqualTo(1);
        assertThat(entry.field("actor")).isEqualTo("key\u00e9");
        assertThat(entry.field("target")).isEqualTo("Tank\"1\".\\PV\n{}");
        assertThat(entry.details()).containsEntry("rule", "read").containsEntry("why", "a\tb");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log())))
                .isEqualTo("rw-------");
    }

    @Test
    void theChainGoesOnOverRestarts() throws IOException {
        write(0, 3);
        write(3, 5);
        assertThat(verify()).isEqualTo(new AuditVerifier.Result(1, 5, 0, List.of()));
    }

    @Test
    void theChainGoesOnOverRotationsOfWhichSomeAreKept() throws IOException {
        AuditOptions options = new AuditOptions(log(), AuditOptions.MIN_BYTES, 3);
        write(options, 0, 40);
        write(options, 40, 200);
        List<Path> files = AuditVerifier.files(log());
        assertThat(files).hasSize(3);
        for (Path file : files) {
            assertThat(Files.size(file)).isLessThan(AuditOptions.MIN_BYTES + 1000);
        }
        AuditVerifier.Result result = verify();
        assertThat(result.problems()).isEmpty();
        assertThat(result.files()).isEqualTo(3);
        assertThat(result.records()).isBetween(10L, 199L);
        assertThat(new AuditTail(log()).last(1).get(0)).contains("target-199");
    }

    @Test
    void aChangeIsFoundWithItsLine() throws IOException {
        write(0, 5);
        List<String> lines = lines();
        lines.set(2, lines.get(2).replace("target-2", "target-9"));
        rewrite(lines);
        assertThat(verify().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(4);
            assertThat(problem.text()).contains("changed");
        });
    }

    @Test
    void aChangeOfTheLastRecordIsFound() throws IOException {
        write(0, 5);
        List<String> lines = lines();
        lines.set(4, lines.get(4).replace("target-4", "target-9"));
        rewrite(lines);
        assertThat(verify().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.line()).isEqualTo(5));
    }

    @Test
    void aGapIsFoundWithItsLine() throws IOException {
        write(0, 5);
        List<String> lines = lines();
        lines.remove(2);
        rewrite(lines);
        assertThat(verify().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(3);
            assertThat(problem.text()).contains("missing");
        });
    }

    @Test
    void aMissingFileInTheMiddleIsFound() throws IOException {
        write(new AuditOptions(log(), AuditOptions.MIN_BYTES, 10), 0, 80);
        List<Path> files = AuditVerifier.files(log());
        assertThat(files).hasSizeGreaterThan(3);
        Files.delete(files.get(1));
        assertThat(verify().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo(files.get(2));
            assertThat(problem.line()).isEqualTo(1);
        });
    }

    @Test
    void recordsPutIntoAnotherOrderAreFound() throws IOException {
        write(0, 5);
        List<String> lines = lines();
        lines.add(1, lines.remove(3));
        rewrite(lines);
        assertThat(verify().good()).isFalse();
    }

    @Test
    void aTruncationIsFoundWhereverItCuts() throws IOException {
        write(0, 3);
        byte[] whole = Files.readAllBytes(log());
        for (int length = 0; length < whole.length - 1; length += 7) {
            Files.write(log(), java.util.Arrays.copyOf(whole, length));
            assertThat(verify().problems()).as("cut at %d", length).isNotEmpty();
        }
        List<String> lines = new String(whole, StandardCharsets.UTF_8).lines().toList();
        rewrite(lines.subList(0, 2));
        assertThat(verify().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.text()).contains("its end was taken away"));
    }

    @Test
    void halfARecordOfACrashIsToldAndTheChainGoesOn() throws IOException {
        write(0, 2);
        Files.writeString(log(), "{\"id\":3,\"time\":\"20", StandardOpenOption.APPEND);
        write(2, 4);
        assertThat(lines().get(3)).contains("audit.repaired", "\"torn_bytes\":\"18\"");
        assertThat(verify()).isEqualTo(new AuditVerifier.Result(1, 5, 1, List.of()));
        write(4, 5);
        assertThat(verify().records()).isEqualTo(6);
    }

    @Test
    void aRecordThatLacksOnlyTheEndOfItsLineIsWhole() throws IOException {
        write(0, 2);
        byte[] whole = Files.readAllBytes(log());
        Files.write(log(), java.util.Arrays.copyOf(whole, whole.length - 1));
        write(2, 3);
        assertThat(verify()).isEqualTo(new AuditVerifier.Result(1, 3, 0, List.of()));
    }

    @Test
    void twoWritersShareOneChain() throws IOException {
        AuditOptions options = new AuditOptions(log(), 20_000, 50);
        try (FileAudit one = start(options);
                FileAudit other = start(options)) {
            Random random = Seed.random("twoWritersShareOneChain");
            for (int i = 0; i < 400; i++) {
                (random.nextBoolean() ? one : other).record(record(i));
            }
        }
        assertThat(verify().problems()).isEmpty();
        assertThat(verify().records()).isEqualTo(400);
    }

    @Test
    void whatCannotBeWrittenIsCountedAndToldWhenItCan() throws IOException {
        write(0, 1);
        FileAudit audit = start();
        Path parent = log().getParent();
        Path aside = parent.resolveSibling("aside");
        Files.move(parent, aside);
        audit.record(record(1));
        Await.until("not healthy", () -> !audit.healthy());
        assertThat(audit.lost()).isEqualTo(1);
        assertThat(audit.problem().orElseThrow()).contains(log().toString(), "1 records");
        Files.move(aside, parent);
        audit.record(record(2));
        Await.until("healthy", audit::healthy);
        audit.close();
        assertThat(lines()).hasSize(3);
        assertThat(lines().get(2)).contains("audit.lost", "\"records\":\"1\"");
        assertThat(verify().problems()).isEmpty();
        assertThat(audit.lost()).isEqualTo(1);
    }

    @Test
    void aFullQueueLosesAndSaysSo() throws IOException {
        FileAudit audit = new FileAudit(AuditOptions.at(log()), time);
        for (int i = 0; i < FileAudit.MOST_WAITING + 7; i++) {
            audit.record(record(i));
        }
        assertThat(audit.lost()).isEqualTo(7);
        audit.start();
        audit.close();
        assertThat(lines()).hasSize(FileAudit.MOST_WAITING + 1);
        assertThat(lines().get(FileAudit.MOST_WAITING)).contains("\"records\":\"7\"");
        assertThat(verify().good()).isTrue();
    }

    @Test
    void aLogThatCannotBeMadeOrIsOpenToOthersIsRefusedWithItsPath() throws IOException {
        Files.createFile(log().getParent());
        assertThatThrownBy(this::start)
                .isInstanceOf(SecurityFileException.class)
                .hasMessageContaining(log().toString());
        Files.delete(log().getParent());
        write(0, 1);
        Files.setPosixFilePermissions(log(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(this::start)
                .isInstanceOf(SecurityFileException.class)
                .hasMessageContaining(log().toString());
    }

    @Test
    void theTailFollowsOverARotation() throws IOException {
        AuditOptions options = new AuditOptions(log(), AuditOptions.MIN_BYTES, 50);
        write(options, 0, 5);
        AuditTail tail = new AuditTail(log());
        assertThat(tail.last(2)).hasSize(2).last().asString().contains("target-4");
        assertThat(tail.poll()).isEmpty();
        write(options, 5, 6);
        assertThat(tail.poll()).singleElement().asString().contains("target-5");
        write(options, 6, 90);
        List<String> more = tail.poll();
        assertThat(more).hasSize(84);
        assertThat(more.get(0)).contains("target-6");
        assertThat(more.get(83)).contains("target-89");
        assertThat(tail.poll()).isEmpty();
        assertThat(new AuditTail(log()).last(60)).hasSize(60);
    }

    @Test
    void nothingIsTakenDownAfterTheClose() throws IOException {
        FileAudit audit = start();
        audit.close();
        audit.close();
        audit.record(record(1));
        assertThat(audit.lost()).isEqualTo(1);
        assertThat(lines()).isEmpty();
    }
}
