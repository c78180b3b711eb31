package io.mxgateway.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.grpc.worker.LocalProcessLauncher;
import io.mxgateway.grpc.worker.orphan.WorkerLedger;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What real JVMs do with archives, good and bad. */
@ExtendWith(NothingLeftBehind.class)
@EnabledOnOs({OS.LINUX, OS.MAC})
class RehearsalTest {
    private static final String USAGE = "worker: argument --session-id is missing or empty";

    @TempDir
    Path directory;

    @Test
    void aWorkerStartsFromWhatARehearsalHasWrittenAndFromNothingElse() throws Exception {
        Path archive = directory.resolve("classes.jsa");
        List<String> command = command("first");
        try (SystemTime time = new SystemTime("mxgateway-test-timer")) {
            new Rehearsal(command, directory, new LocalProcessLauncher(Optional.empty()), time, WorkerLedger.NONE)
                    .make(archive);
        }

        List<String> telling = new ArrayList<>(WorkerLaunch.startingFrom(archive, command));
        telling.add(3, "-Xlog:class+load:stdout");
        assertThat(run(telling))
                .contains("io.mxgateway.launcher.Main source: shared objects file (top)")
                .contains(USAGE);
        assertThat(run(WorkerLaunch.startingFrom(archive, command))).isEqualTo(USAGE + "\n");

        assertThat(run(WorkerLaunch.startingFrom(archive, command("second"))))
                .as("an archive of other jars")
                .isEqualTo(USAGE + "\n");
        assertThat(run(WorkerLaunch.startingFrom(directory.resolve("none.jsa"), command)))
                .as("no archive")
                .isEqualTo(USAGE + "\n");
        Path junk = Files.writeString(directory.resolve("junk.jsa"), "no archive at all\n".repeat(10_000));
        assertThat(run(WorkerLaunch.startingFrom(junk, command))).as("junk").isEqualTo(USAGE + "\n");
    }

    /** The command of a worker from jars: no JVM makes an archive of the directories that a build compiles into. */
    private List<String> command(String name) throws IOException {
        List<String> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                jars.add(jar(path, directory.resolve(name + jars.size() + ".jar")));
            } else if (Files.exists(path)) {
                jars.add(entry);
            }
        }
        return WorkerLaunch.command(System.getProperty("java.home"), String.join(File.pathSeparator, jars));
    }

    private static String jar(Path classes, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(
                        new ZipEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, zip);
            }
        }
        return jar.toString();
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(2);
        return output;
    }
}
