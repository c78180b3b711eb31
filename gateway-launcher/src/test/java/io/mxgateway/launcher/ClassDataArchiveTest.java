package io.mxgateway.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.grpc.worker.LaunchSpec;
import io.mxgateway.grpc.worker.ProcessLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NothingLeftBehind.class)
class ClassDataArchiveTest {
    private static final List<String> COMMAND = List.of("java", "-cp", "x.jar", "Main", "worker");
    private static final String OURS = "0123456789abcdef";

    @TempDir
    Path run;

    private final ConcurrentLinkedQueue<String> trouble = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<List<String>> launched = new ConcurrentLinkedQueue<>();
    private final AtomicInteger made = new AtomicInteger();
    private final ProcessLauncher launcher = spec -> {
        launched.add(spec.command());
        throw new IOException("nothing is started here");
    };
    private ClassDataArchive archive;

    @BeforeEach
    void anArchiveThatCanBeMade() {
        archive = archive(this::write);
    }

    @AfterEach
    void close() {
        archive.close();
    }

    @Test
    void workersStartFromTheArchiveOnceItIsThere() throws Exception {
        launch(COMMAND);
        archive.start();
        Path file = ready();
        launch(Stream.concat(COMMAND.stream(), Stream.of("--session-id", "session-1"))
                .toList());
        launch(List.of("java", "Other"));

        assertThat(launched)
                .containsExactly(
                        COMMAND,
                        List.of(
                                "java",
                                "-XX:SharedArchiveFile=" + file,
                                "-Xlog:disable",
                                "-cp",
                                "x.jar",
                                "Main",
                                "worker",
                                "--session-id",
                                "session-1"),
                        List.of("java", "Other"));
        assertThat(file).isAbsolute().hasContent("classes");
        assertThat(files()).containsExactly(file.getFileName().toString());
    }

    @Test
    void whatIsToStartFromItWaitsUntilItIsThere() throws Exception {
        CountDownLatch made = new CountDownLatch(1);
        archive = archive(file -> {
            made.await();
            write(file);
        });
        CompletableFuture<Boolean> there = archive.settled()
                .toCompletableFuture()
                .thenApply(none -> archive.current().isPresent());
        archive.start();
        assertThat(there).isNotDone();

        made.countDown();

        assertThat(Await.result(there)).isTrue();
    }

    @Test
    void anArchiveThatCannotBeMadeHoldsNobodyUp() {
        archive = archive(file -> {
            throw new IOException("No space left on device");
        });
        archive.start();

        Await.result(archive.settled());

        assertThat(archive.current()).isEmpty();
    }

    @Test
    void theNextGatewayUsesWhatIsThere() {
        archive.start();
        Path file = ready();
        archive.close();

        archive = archive(this::write);
        archive.start();

        assertThat(ready()).isEqualTo(file);
        assertThat(made).hasValue(1);
    }

    @Test
    void aDamagedArchiveIsMadeAnew() throws Exception {
        archive.start();
        Path file = ready();
        archive.close();
        Files.writeString(file, "clas", UTF_8);

        archive = archive(this::write);
        archive.start();

        assertThat(ready()).hasContent("classes");
        assertThat(made).hasValue(2);
        assertThat(trouble).isEmpty();
    }

    @Test
    void archivesOfOtherProgramsAndWhatDeadGatewaysWereMakingAreRemoved() throws Exception {
        archive.start();
        String ours = ready().getFileName().toString();
        archive.close();
        Path cds = run.resolve("cds");
        Files.writeString(cds.resolve("fedcba9876543210-0000000000000000.jsa"), "of another jar");
        Files.writeString(cds.resolve(OURS + "-9999999999.tmp"), "half of it");
        long alive = ProcessHandle.current().pid();
        Files.writeString(cds.resolve("fedcba9876543210-" + alive + ".tmp"), "somebody is at it");

        archive = archive(this::write);
        archive.start();
        ready();

        assertThat(files()).containsExactlyInAnyOrder(ours, "fedcba9876543210-" + alive + ".tmp");
    }

    @Test
    void anArchiveThatSomebodyTouchesIsUsedNoMore() throws Exception {
        archive.start();
        Path file = ready();
        Files.writeString(file, "clas", UTF_8);
        launch(COMMAND);
        Files.delete(file);
        launch(COMMAND);

        assertThat(launched).containsExactly(COMMAND, COMMAND);
    }

    @Test
    void aFullDiskIsOneLineAndNoArchive() throws Exception {
        archive = archive(file -> {
            Files.writeString(file, "half of it");
            throw new IOException("No space left on device");
        });
        archive.start();
        Await.until("trouble", () -> !trouble.isEmpty());
        archive.close();
        launch(COMMAND);

        assertThat(trouble)
                .singleElement()
                .asString()
                .contains("No space left on device")
                .doesNotContain("\n");
        assertThat(files()).isEmpty();
        assertThat(launched).containsExactly(COMMAND);
    }

    @Test
    void aDirectoryThatCannotBeMadeIsOneLineAndNoArchive() throws Exception {
        Files.writeString(run.resolve("cds"), "in the way");
        archive.start();
        Await.until("trouble", () -> !trouble.isEmpty());
        archive.close();
        launch(COMMAND);

        assertThat(trouble)
                .singleElement()
                .asString()
                .contains(run.resolve("cds").toString());
        assertThat(launched).containsExactly(COMMAND);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no POSIX permissions")
    void aDirectoryThatOthersMayWriteToIsNotTrusted() throws Exception {
        Path cds = Files.createDirectory(run.resolve("cds"));
        Files.setPosixFilePermissions(cds, PosixFilePermissions.fromString("rwxrwxrwx"));
        archive.start();
        Await.until("trouble", () -> !trouble.isEmpty());

        assertThat(trouble).singleElement().asString().contains(cds.toString(), "chmod 700");
        assertThat(archive.current()).isEmpty();
    }

    @Test
    void closingEndsWhatIsBeingMade() throws Exception {
        CountDownLatch making = new CountDownLatch(1);
        archive = archive(file -> {
            Files.writeString(file, "half of it");
            making.countDown();
            new CountDownLatch(1).await();
        });
        archive.start();
        making.await();

        archive.close();

        assertThat(files()).isEmpty();
        assertThat(trouble).isEmpty();
    }

    @Test
    void theFingerprintFollowsTheJarTheCommandAndTheJvm() throws Exception {
        Path jar = Files.writeString(run.resolve("x.jar"), "jar");
        Optional<String> print = ClassDataFingerprint.of("jvm", COMMAND, jar.toString());

        assertThat(print).isPresent().isEqualTo(ClassDataFingerprint.of("jvm", COMMAND, jar.toString()));
        assertThat(ClassDataFingerprint.of("other jvm", COMMAND, jar.toString()))
                .isPresent()
                .isNotEqualTo(print);
        assertThat(ClassDataFingerprint.of("jvm", List.of("java"), jar.toString()))
                .isPresent()
                .isNotEqualTo(print);
        Files.writeString(jar, "longer jar");
        assertThat(ClassDataFingerprint.of("jvm", COMMAND, jar.toString()))
                .isPresent()
                .isNotEqualTo(print);
        assertThat(ClassDataFingerprint.of("jvm", COMMAND, run.toString())).isEmpty();
    }

    private ClassDataArchive archive(ClassDataArchive.Maker maker) {
        return new ClassDataArchive(
                new ClassDataFiles(run, OURS, ProcessHandle.current().pid()), maker, trouble::add);
    }

    private void write(Path file) throws IOException {
        made.incrementAndGet();
        Files.writeString(file, "classes", UTF_8);
    }

    private Path ready() {
        Await.until("an archive, but " + trouble, () -> archive.current().isPresent());
        return archive.current().orElseThrow();
    }

    private void launch(List<String> command) {
        try {
            archive.in(launcher, COMMAND).launch(new LaunchSpec(command, "", Map.of()));
        } catch (IOException expected) {
            assertThat(expected).hasMessage("nothing is started here");
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(run.resolve("cds"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
