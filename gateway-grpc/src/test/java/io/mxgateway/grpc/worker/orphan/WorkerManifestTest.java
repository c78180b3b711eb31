package io.mxgateway.grpc.worker.orphan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class WorkerManifestTest {
    private static final ProcessHandle SELF = ProcessHandle.current();

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
    void itListsTheWorkersThatRunAndNobodyElseMayReadIt() throws Exception {
        try (WorkerManifest manifest = WorkerManifest.open(house.run, new Random())) {
            WorkerLedger.Entry first = manifest.launched(SELF, List.of("a", "1"));
            manifest.launched(SELF, List.of("b", "2"));
            assertThat(commands()).containsExactly(List.of("a", "1"), List.of("b", "2"));
            first.gone();
            first.gone();
            assertThat(commands()).containsExactly(List.of("b", "2"));
            for (String file : house.files()) {
                assertThat(Files.getPosixFilePermissions(manifest.directory().resolve(file)))
                        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            }
            assertThat(Files.getPosixFilePermissions(manifest.directory()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
        // One worker was never struck out: it is for the next gateway to look after.
        assertThat(house.files()).hasSize(2);
    }

    @Test
    void afterItsEndNothingIsWrittenDown() throws Exception {
        WorkerManifest manifest = WorkerManifest.open(house.run, new Random());
        WorkerLedger.Entry entry = manifest.launched(SELF, List.of("a"));
        entry.gone();
        manifest.close();
        manifest.close();
        assertThat(manifest.launched(SELF, List.of("b"))).isSameAs(WorkerLedger.Entry.NONE);
        assertThat(house.files()).isEmpty();
    }

    @Test
    void aFullDiskIsToldOnceAndMadeGoodLater() throws Exception {
        AtomicBoolean full = new AtomicBoolean(true);
        FileReplacer disk = (file, content) -> {
            if (full.get()) {
                throw new IOException("No space left on device");
            }
            FileReplacer.RENAMING.replace(file, content);
        };
        try (WorkerManifest manifest = WorkerManifest.open(house.run, new Random(), disk, house.log)) {
            WorkerLedger.Entry first = manifest.launched(SELF, List.of("a"));
            WorkerLedger.Entry second = manifest.launched(SELF, List.of("b"));
            assertThat(house.log.lines()).hasSize(1).first().asString().startsWith("WARN workers cannot be written");
            full.set(false);
            WorkerLedger.Entry third = manifest.launched(SELF, List.of("c"));
            assertThat(commands()).containsExactly(List.of("a"), List.of("b"), List.of("c"));
            assertThat(house.log.lines())
                    .hasSize(2)
                    .last()
                    .asString()
                    .startsWith("INFO workers are written down again");
            full.set(true);
            first.gone();
            second.gone();
            assertThat(house.log.complaints()).hasSize(2);
            third.gone();
        }
        assertThat(house.files()).isEmpty();
    }

    @Test
    void aRealWriteThatFailsLeavesNoHalfAFile() throws Exception {
        Path taken = Files.createDirectories(house.temporary.resolve("taken").resolve("inside"));
        assertThatThrownBy(() -> FileReplacer.RENAMING.replace(taken.getParent(), new byte[10]))
                .isInstanceOf(IOException.class);
        try (Stream<Path> left = Files.list(house.temporary)) {
            assertThat(left).containsExactly(taken.getParent());
        }
    }

    @Test
    void manyThreadsAtOnceEndWithTheManifestOfTheLastState() throws Exception {
        try (WorkerManifest manifest = WorkerManifest.open(house.run, new Random())) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String name = "kept-" + i;
                threads.add(new Thread(
                        () -> {
                            for (int round = 0; round < 50; round++) {
                                manifest.launched(SELF, List.of("passing")).gone();
                            }
                            manifest.launched(SELF, List.of(name));
                        },
                        "mxgateway-test-" + i));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join(Await.NET.toMillis());
            }
            Await.until("the last state", () -> commands().size() == 8);
            assertThat(commands()).allMatch(command -> command.get(0).startsWith("kept-"));
        }
    }

    @Test
    void aRunDirectoryThatIsAFileIsRefusedByName() throws Exception {
        Path file = Files.createFile(house.temporary.resolve("file"));
        refused(file, file, "set run.directory to");
        refused(file.resolve("below"), file, "set run.directory to");
        refused(Path.of("/proc/mxgateway/run"), Path.of("/proc/mxgateway/run"), "set run.directory to");
    }

    @Test
    void aRunDirectoryWhereOthersCouldWriteManifestsIsRefused() throws Exception {
        Path directory = Files.createDirectories(house.run.resolve(RunDirectory.INSTANCES));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        refused(house.run, directory, "chmod 700");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        WorkerManifest.open(house.run, new Random()).close();
    }

    @Test
    void aRunDirectoryThatTakesNoFilesIsRefused() throws Exception {
        // Whoever runs this, root included, cannot make files there.
        Path directory = Path.of("/proc/self");
        assertThatThrownBy(() -> RunDirectory.lock(directory, Instance.ofThisProcess(new Random())))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessageContaining("/proc/self takes no lock file");
    }

    private void refused(Path runDirectory, Path named, String wayOut) {
        assertThatThrownBy(() -> WorkerManifest.open(runDirectory, new Random()))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessageContaining(named.toString())
                .hasMessageContaining(wayOut);
    }

    private List<List<String>> commands() {
        return house.records().stream().map(WorkerRecord::command).toList();
    }
}
