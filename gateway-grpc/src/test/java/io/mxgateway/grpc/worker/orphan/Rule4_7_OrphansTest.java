package io.mxgateway.grpc.worker.orphan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class Rule4_7_OrphansTest {
    private Orphanage house;

    @BeforeEach
    void open() throws Exception {
        house = new Orphanage();
    }

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    @Test
    void theWorkersOfALiveGatewayAreLeftAloneAndThoseOfAKilledOneEnded() throws Exception {
        Process first = house.holder(3);
        List<ProcessHandle> ofFirst = house.processes();
        house.holder(2);
        List<ProcessHandle> ofSecond = house.processes().subList(3, 5);

        assertThat(house.reap()).isEqualTo(new OrphanReaper.Reaped(0, 0, 0, 0));
        assertThat(house.processes()).allMatch(ProcessHandle::isAlive);

        List<ProcessHandle> children =
                ofFirst.stream().flatMap(ProcessHandle::descendants).toList();
        assertThat(children).hasSize(3);
        Orphanage.killHard(first);
        assertThat(ofFirst).allMatch(ProcessHandle::isAlive);
        assertThat(house.reap()).isEqualTo(new OrphanReaper.Reaped(3, 0, 0, 0));
        Await.until("children gone too", () -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(ofSecond).allMatch(ProcessHandle::isAlive);
        // The lock and the manifest of the one that lives.
        assertThat(house.files()).hasSize(2);
    }

    @Test
    void aProcessThatHasTheIdOfAWorkerByNowIsLeftAlone() throws Exception {
        List<String> command = Orphanage.worker("recycled");
        ProcessHandle other = house.started(command);
        Instant start = other.info().startInstant().orElseThrow();
        house.dead(
                new WorkerRecord(other.pid(), start.minusMillis(2_001), command),
                new WorkerRecord(other.pid(), start.plusMillis(2_001), command));
        assertThat(house.reap()).isEqualTo(new OrphanReaper.Reaped(0, 0, 2, 0));
        assertThat(other.isAlive()).isTrue();
        assertThat(house.files()).isEmpty();

        house.dead(new WorkerRecord(other.pid(), start.plusMillis(1_999), command));
        assertThat(house.reap()).isEqualTo(new OrphanReaper.Reaped(1, 0, 0, 0));
        Orphanage.gone(other);
    }

    @Test
    void aProcessWithAnotherCommandIsLeftAlone() throws Exception {
        ProcessHandle other = house.started(Orphanage.worker("other"));
        house.dead(
                Orphanage.record(other, Orphanage.worker("worker")),
                Orphanage.record(other, List.of("/bin/sh", "-c", "sleep 600; exit 0", "worker", "other", "more")),
                Orphanage.record(other, List.of("/usr/bin/java")));
        assertThat(house.reap()).isEqualTo(new OrphanReaper.Reaped(0, 0, 3, 0));
        assertThat(other.isAlive()).isTrue();
    }

    @Test
    void theInterpreterOfAScriptDoesNotHideIt() throws Exception {
        Path script = Files.writeString(house.temporary.resolve("worker.sh"), "#!/bin/sh\nsleep 600\nexit 0\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        List<String> command = List.of(script.toString());
        ProcessHandle worker = house.started(command);
        house.dead(Orphanage.record(worker, command));
        assertThat(house.reap().ended()).isEqualTo(1);
        Orphanage.gone(worker);
    }

    @Test
    void neverThisProcessNorTheFirstOne() throws Exception {
        ProcessHandle self = ProcessHandle.current();
        List<String> words = ProcessCommand.of(self).words().orElseThrow();
        house.dead(("mxgateway-workers 1\n1 0 init\n0 0 x\n-1 0 x\n"
                        + Orphanage.record(self, words).toLine() + "\n")
                .getBytes(UTF_8));
        assertThat(house.reap().ended()).isZero();
        assertThat(house.log.complaints()).hasSize(1).first().asString().contains("otherLines=3");
    }

    @Test
    void twoGatewaysInThisProcessShareARunDirectory() throws Exception {
        List<String> command = Orphanage.worker("sibling");
        ProcessHandle worker = house.started(command);
        try (WorkerManifest sibling = WorkerManifest.open(house.run, new Random())) {
            WorkerLedger.Entry entry = sibling.launched(worker, command);
            assertThat(house.reap()).isEqualTo(new OrphanReaper.Reaped(0, 0, 0, 0));
            assertThat(worker.isAlive()).isTrue();
            assertThat(house.files()).hasSize(2);
            // Nor has looking given up its lock, as closing any channel of the same file would.
            Path lock = sibling.directory().resolve(house.files().get(0));
            assertThat(Files.readString(Path.of("/proc/locks")))
                    .contains(":" + Files.getAttribute(lock, "unix:ino") + " ");
            entry.gone();
        }
        assertThat(house.files()).isEmpty();
    }

    @Test
    void sixtyFourOrphansAreEndedSoon() throws Exception {
        List<WorkerRecord> records = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            List<String> command = Orphanage.worker("orphan-" + i);
            records.add(Orphanage.record(house.started(command), command));
        }
        house.dead(records.toArray(WorkerRecord[]::new));
        long began = System.nanoTime();
        OrphanReaper.Reaped reaped = house.reap(Duration.ofSeconds(30));
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        System.out.println("64 orphans were ended in " + took.toMillis() + " ms");
        assertThat(reaped).isEqualTo(new OrphanReaper.Reaped(64, 0, 0, 0));
        assertThat(took).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void whatCannotBeReadOrRemovedIsLoggedAndKeepsNobodyFromStarting() throws Exception {
        List<String> command = Orphanage.worker("beside");
        ProcessHandle worker = house.started(command);
        Path unreadable = house.dead(new byte[0]);
        Files.delete(unreadable);
        Files.createDirectory(unreadable);
        Path kept = house.dead(new byte[0]);
        Files.createDirectories(
                kept.resolveSibling(kept.getFileName() + Instance.UNFINISHED).resolve("full"));
        house.dead(Orphanage.record(worker, command));

        assertThat(house.reap()).isEqualTo(new OrphanReaper.Reaped(1, 0, 0, 0));
        Orphanage.gone(worker);
        assertThat(house.log.complaints().stream().filter(line -> line.contains("cannot be looked after")))
                .hasSize(2)
                .allMatch(line -> line.contains(RunDirectory.INSTANCES));
        // What could not be looked after is there for the next start; the third one's files are gone.
        assertThat(house.files()).hasSize(5).contains(unreadable.getFileName().toString());
    }

    @Test
    void directoriesOfSocketsGoWithTheirGateway() throws Exception {
        Files.createDirectories(house.run);
        Path stale = Files.createDirectory(house.run.resolve("mxgateway-4999999-0123abcd"));
        Files.createFile(stale.resolve("session-1.sock"));
        Path staleToo = Files.createDirectory(house.temporary.resolve("mxgateway-4999998-0123abcd"));
        Path kept = Files.createDirectory(house.run.resolve("mxgateway-4999999-0123abcd-notes"));
        Path full = Files.createDirectory(house.run.resolve("mxgateway-4999997-0123abcd"));
        Files.createFile(full.resolve("notes.txt"));
        Path ours = Files.createDirectory(
                house.run.resolve("mxgateway-" + ProcessHandle.current().pid() + "-0123abcd"));
        assertThat(house.reap().socketDirectories()).isEqualTo(2);
        assertThat(stale).doesNotExist();
        assertThat(staleToo).doesNotExist();
        assertThat(kept).exists();
        assertThat(full.resolve("notes.txt")).exists();
        assertThat(ours).exists();
    }
}
