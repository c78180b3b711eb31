package io.mxgateway.grpc.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.worker.WorkerClient;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import io.mxgateway.grpc.worker.orphan.SmallDisk;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** No room on the disk, no descriptor left: starts fail with a reason, and succeed when there is room again. */
@ExtendWith(NothingLeftBehind.class)
class ExhaustedMachineTest {
    private static final Path BASH = Path.of("/bin/bash");

    // With a short name, so that the socket's path fits below the run directory.
    private static WorkerException failure(WorkerLab lab) {
        return (WorkerException) Await.failure(lab.start("session-1", new RecordingListener()));
    }

    @Test
    void aFullDiskFailsAStartWithItsPathAndTheNextOneSucceedsWhenThereIsRoom() throws Exception {
        try (SmallDisk disk = SmallDisk.mount()) {
            Path run = Files.createDirectory(disk.root().resolve("run"));
            disk.fillFiles();
            try (WorkerLab lab = WorkerLab.in(
                    run,
                    WorkerLab.startingWithin(60_000),
                    Map.of(),
                    WorkerLab.java(GoodWorkerMain.class, GoodWorkerMain.UNRULY))) {
                WorkerException failure = failure(lab);
                assertThat(failure.code()).isEqualTo(WorkerErrorCode.START_FAILED);
                assertThat(failure)
                        .hasMessageContaining("for worker sockets cannot be made")
                        .hasMessageContaining("No space left on device")
                        .hasMessageContaining(run.toString())
                        .hasMessageContaining("with room on its disk");
                disk.free();
                WorkerClient client = Await.result(lab.start("session-2", new RecordingListener()));
                disk.fillFiles();
                // Its directory is there, but its socket finds no room.
                assertThat(failure(lab))
                        .hasMessageContaining("cannot listen at " + run)
                        .hasMessageContaining("No space left on device");
                assertThat(WorkerLab.ping(client, "x").diagnosticMessage()).isEqualTo("x");
                Await.result(client.shutdown(Duration.ofSeconds(20)));
                disk.free();
            }
        }
    }

    @Test
    void withoutDescriptorsStartsFailWithAReasonAndSucceedWhenSomeAreFree() throws Exception {
        assumeTrue(Files.isExecutable(BASH), "no " + BASH + " to limit descriptors with");
        Path directory = WorkerLab.temporary();
        try {
            List<String> command = new ArrayList<>(
                    List.of(BASH.toString(), "-c", "ulimit -n " + DescriptorsMain.LIMIT + "; exec \"$@\"", "limited"));
            List<String> java = new ArrayList<>(List.of(WorkerLab.java(
                    DescriptorsMain.class, directory.resolve("run").toString())));
            java.set(java.indexOf("-cp") + 1, jars(directory));
            command.addAll(java);
            Path said = directory.resolve("said");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            boolean over = process.waitFor(120, TimeUnit.SECONDS);
            process.destroyForcibly().waitFor();
            String text = Files.readString(said, UTF_8);
            assertThat(over).as(text).isTrue();
            assertThat(process.exitValue()).as(text).isZero();
            assertThat(text).contains("Too many open files").contains("recovered");
        } finally {
            WorkerLab.delete(directory);
        }
    }

    // Classes in jars are found without a descriptor more, as the program's own are.
    private static String jars(Path directory) {
        List<String> jars = new ArrayList<>();
        ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (Files.isDirectory(Path.of(entry))) {
                String file =
                        directory.resolve("classes" + jars.size() + ".jar").toString();
                assertThat(jar.run(
                                System.out, System.err, "--create", "--no-compress", "--file", file, "-C", entry, "."))
                        .isZero();
                jars.add(file);
            } else {
                jars.add(entry);
            }
        }
        return String.join(File.pathSeparator, jars);
    }
}
