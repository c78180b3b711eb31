package io.mxgateway.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program as a process of its own, with what it prints in files. */
final class RunningProgram implements AutoCloseable {
    /** The first JDK that warns of code which loads native libraries without having been allowed to. */
    private static final int WARNS_OF_NATIVE_CODE = 24;

    private final Process process;
    private final Path out;
    private final Path err;

    private RunningProgram(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static RunningProgram start(Path directory, String... arguments) throws IOException {
        return start(directory, Map.of(), arguments);
    }

    static RunningProgram start(Path directory, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = java();
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.mxgateway.launcher.Main"));
        command.addAll(List.of(arguments));
        Path out = directory.resolve("out.txt");
        Path err = directory.resolve("err.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        return new RunningProgram(process, out, err);
    }

    /** Java with the options that tests run the program with; for the caller to go on with. */
    static List<String> java() {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        if (Runtime.version().feature() >= WARNS_OF_NATIVE_CODE) {
            // The jar says so in its manifest; from its classes the program has to be told.
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        return command;
    }

    Process process() {
        return process;
    }

    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("has ended").isTrue();
        return process.exitValue();
    }

    String out() throws IOException {
        return Files.readString(out, UTF_8);
    }

    String err() throws IOException {
        return Files.readString(err, UTF_8);
    }

    /** What is in a file once it is there. */
    String contentOf(Path file) throws IOException {
        Await.until(Duration.ofSeconds(60), () -> file + ", but " + state(), () -> Files.exists(file));
        return Files.readString(file);
    }

    private String state() {
        try {
            return (process.isAlive() ? "it runs" : "it ended with " + process.exitValue()) + ": " + err();
        } catch (IOException e) {
            return e.toString();
        }
    }

    void signal(String name) throws IOException, InterruptedException {
        signal(name, process.pid());
    }

    static void signal(String name, long pid) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start();
        assertThat(kill.waitFor()).isZero();
    }

    static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
