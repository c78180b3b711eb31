package io.mxgateway.grpc.worker.orphan;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.Await;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.grpc.worker.LaunchSpec;
import io.mxgateway.grpc.worker.LocalProcessLauncher;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** A run directory with real processes and the manifests of gateways that are dead, or not; closing ends them all. */
final class Orphanage implements AutoCloseable {
    // Above what Linux gives out, so nobody has it.
    private static final long NOBODY = 4_999_999;

    final Path run;
    final Path temporary;
    final RecordingLog log = new RecordingLog();
    final SystemTime time = new SystemTime("mxgateway-test-timer");
    private final List<ProcessHandle> processes = new ArrayList<>();
    private final List<Process> holders = new ArrayList<>();
    private int dead;

    Orphanage() throws IOException {
        // Short: paths of sockets must fit below it.
        String name = String.format("mxgateway-%d-%04x", ProcessHandle.current().pid(), new Random().nextInt(0x10000));
        Path base = Files.createDirectory(Path.of(System.getProperty("java.io.tmpdir"), name));
        run = base.resolve("run");
        temporary = Files.createDirectory(base.resolve("tmp"));
    }

    /** What a worker is launched with: a shell with a child, neither of which heeds the end of its input. */
    static List<String> worker(String mark) {
        return List.of("/bin/sh", "-c", "sleep 600; exit 0", "worker", mark);
    }

    static ProcessHandle launch(List<String> command) throws IOException {
        return LocalProcessLauncher.ofThisMachine()
                .launch(new LaunchSpec(command, "", Map.of()))
                .process()
                .toHandle();
    }

    /** A worker that runs, with its child. */
    ProcessHandle started(List<String> command) throws IOException {
        ProcessHandle process = launch(command);
        processes.add(process);
        Await.until("its child", () -> process.children().findAny().isPresent());
        return process;
    }

    static WorkerRecord record(ProcessHandle process, List<String> command) {
        return new WorkerRecord(process.pid(), process.info().startInstant().orElseThrow(), command);
    }

    /** A dead gateway that left these workers. */
    Path dead(WorkerRecord... records) throws IOException {
        return dead(ManifestFile.write(List.of(records)));
    }

    /** A dead gateway that left a manifest with this content. */
    Path dead(byte[] manifest) throws IOException {
        Instance instance =
                new Instance(NOBODY, Instant.EPOCH.plusSeconds(1).toEpochMilli(), String.format("%08x", ++dead));
        Path directory = RunDirectory.prepare(run);
        Files.createFile(instance.lockIn(directory));
        return Files.write(instance.manifestIn(directory), manifest);
    }

    /** What a gateway that starts now does. */
    OrphanReaper.Reaped reap() {
        return reap(Duration.ofSeconds(20));
    }

    OrphanReaper.Reaped reap(Duration bound) {
        try (WorkerManifest own = WorkerManifest.open(run, new Random())) {
            return new OrphanReaper(own, run, temporary, bound, time, log).reap();
        }
    }

    /** A gateway in a process of its own; returns when its workers run. */
    Process holder(int workers) throws IOException {
        return await(HolderMain.class, workers, Integer.toString(workers));
    }

    /** A gateway with sessions; returns when they are open. */
    Process gateway() throws IOException {
        return await(GatewayMain.class, 0);
    }

    private Process await(Class<?> main, int workers, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(run.toString()));
        arguments.addAll(List.of(more));
        Process holder = new ProcessBuilder(java(main.getName(), arguments.toArray(String[]::new)))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        holders.add(holder);
        BufferedReader out = holder.inputReader(StandardCharsets.UTF_8);
        int told = 0;
        for (String line = out.readLine(); line == null || !line.isEmpty(); line = out.readLine()) {
            assertThat(line).as("a line of %s", main).isNotNull();
            processes.add(ProcessHandle.of(Long.parseLong(line)).orElseThrow());
            told++;
        }
        assertThat(told).isEqualTo(workers);
        return holder;
    }

    /** The command line of a main class of these tests. */
    static List<String> java(String main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Ends these, too, in the end. */
    void adopt(List<ProcessHandle> more) {
        processes.addAll(more);
    }

    /** Everything in all manifests. */
    List<WorkerRecord> records() {
        try {
            Path directory = RunDirectory.prepare(run);
            List<WorkerRecord> all = new ArrayList<>();
            for (String file : files()) {
                if (file.endsWith(Instance.MANIFEST)) {
                    all.addAll(ManifestFile.read(directory.resolve(file)).records());
                }
            }
            return all;
        } catch (IOException e) {
            throw new AssertionError("no manifest", e);
        }
    }

    /** Fails unless a process goes. One that was killed may wait a moment for its parent to notice. */
    static void gone(ProcessHandle process) {
        Await.until("process " + process.pid() + " gone", () -> !process.isAlive());
    }

    static void killHard(Process process) {
        process.destroyForcibly();
        Await.until("a killed process gone", () -> !process.isAlive());
    }

    List<ProcessHandle> processes() {
        return List.copyOf(processes);
    }

    /** The names of all files of gateways. */
    List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(RunDirectory.prepare(run))) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> all = new ArrayList<>(processes);
        processes.forEach(process -> process.descendants().forEach(all::add));
        for (Process holder : holders) {
            killHard(holder);
        }
        all.forEach(ProcessHandle::destroyForcibly);
        Await.until("no process left", () -> all.stream().noneMatch(ProcessHandle::isAlive));
        time.close();
        try (Stream<Path> files = Files.walk(temporary.getParent())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
