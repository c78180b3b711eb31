package io.mxgateway.grpc.worker.orphan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.testing.Seed;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class DamagedManifestTest {
    private static final List<WorkerRecord> RECORDS = List.of(
            new WorkerRecord(1234, Instant.ofEpochMilli(1_700_000_000_123L), List.of("/opt/worker", "--id", "a b")),
            new WorkerRecord(
                    12345, Instant.ofEpochMilli(1_700_000_000_456L), List.of("java", "", "x\\s\n\r y", "é\u2028")),
            new WorkerRecord(123456, Instant.ofEpochMilli(-5), List.of("one")));

    @Test
    void whatIsWrittenIsRead() {
        ManifestFile.Content content = ManifestFile.parse(ManifestFile.write(RECORDS));
        assertThat(content).isEqualTo(new ManifestFile.Content(ManifestFile.State.READ, RECORDS, 0));
    }

    @Test
    void aManifestCutOffAnywhereTellsOfItsWholeLines() {
        byte[] all = ManifestFile.write(RECORDS);
        for (int length = 0; length < all.length; length++) {
            byte[] cut = Arrays.copyOf(all, length);
            int lineEnds =
                    (int) new String(cut, UTF_8).chars().filter(c -> c == '\n').count();
            ManifestFile.Content content = ManifestFile.parse(cut);
            if (lineEnds == 0) {
                assertThat(content.state()).isEqualTo(ManifestFile.State.GARBAGE);
                assertThat(content.records()).isEmpty();
            } else {
                assertThat(content.state()).isEqualTo(ManifestFile.State.READ);
                assertThat(content.records()).as("cut at %d", length).isEqualTo(RECORDS.subList(0, lineEnds - 1));
            }
        }
    }

    @Test
    void garbageIsNoManifestAndNoReasonToFail() {
        Random random = Seed.random("DamagedManifestTest");
        byte[] good = ManifestFile.write(RECORDS);
        for (int round = 0; round < 20_000; round++) {
            byte[] bad = good.clone();
            for (int i = random.nextInt(8); i >= 0; i--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            assertThat(ManifestFile.parse(bad).records()).allMatch(record -> record.pid() > 1);
        }
    }

    @Test
    void aLineWithVeryManyWordsIsReadLikeAnyOther() {
        String line = "1234 5" + " word".repeat(200_000);
        assertThat(WorkerRecord.ofLine(line).orElseThrow().command()).hasSize(200_000);
    }

    @Test
    void aDamagedManifestIsUsedAsFarAsItGoesAndThenRemoved() throws Exception {
        try (Orphanage house = new Orphanage()) {
            List<String> command = Orphanage.worker("one");
            ProcessHandle worker = house.started(command);
            ProcessHandle cutOff = house.started(Orphanage.worker("two"));
            String whole = new String(
                    ManifestFile.write(List.of(
                            Orphanage.record(worker, command), Orphanage.record(cutOff, Orphanage.worker("two")))),
                    UTF_8);
            Path file = house.dead(whole.substring(0, whole.length() - 1).getBytes(UTF_8));
            assertThat(house.reap()).isEqualTo(new OrphanReaper.Reaped(1, 0, 0, 0));
            Orphanage.gone(worker);
            assertThat(cutOff.isAlive()).isTrue();
            assertThat(house.log.complaints())
                    .containsExactly("WARN a manifest is damaged; what can be read of it is used file=" + file
                            + " usableLines=1 otherLines=1");
            assertThat(house.files()).isEmpty();

            house.dead("nonsense".getBytes(UTF_8));
            house.dead(new byte[0]);
            assertThat(house.reap()).isEqualTo(new OrphanReaper.Reaped(0, 0, 0, 0));
            assertThat(house.log.complaints()).hasSize(3);
            assertThat(house.files()).isEmpty();
        }
    }

    @Test
    void aManifestOfANewerVersionIsLeftAloneAndNamed() throws Exception {
        try (Orphanage house = new Orphanage()) {
            List<String> command = Orphanage.worker("newer");
            ProcessHandle worker = house.started(command);
            String later =
                    "mxgateway-workers 2\n" + Orphanage.record(worker, command).toLine() + "\n";
            Path file = house.dead(later.getBytes(UTF_8));
            assertThat(house.reap()).isEqualTo(new OrphanReaper.Reaped(0, 0, 0, 0));
            assertThat(worker.isAlive()).isTrue();
            assertThat(file).hasContent(later);
            assertThat(house.files()).hasSize(2);
            assertThat(house.log.complaints()).hasSize(1).first().asString().contains("file=" + file);
        }
    }
}
