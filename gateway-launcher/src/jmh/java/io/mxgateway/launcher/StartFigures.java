package io.mxgateway.launcher;

import io.mxgateway.grpc.client.ClientOptions;
import io.mxgateway.grpc.client.MxGatewayClient;
import io.mxgateway.grpc.client.MxSession;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Prints, for the program as it was built, how long a session takes to open with a new worker, from an archive of classes
 * and without, and with a warm one; how that compares to a JVM that does nothing; how much memory an idle worker takes;
 * and how soon a gateway takes its first session when the one before was killed and left stopped workers.
 */
public final class StartFigures {
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 15;
    private static final int WARM_ROUNDS = 25;
    private static final int ORDINARY_CALLS = 5000;
    private static final int POOL = 3;
    private static final int ORPHANS = 64;
    private static final Duration NET = Duration.ofMinutes(2);
    private static final Duration IDLE = Duration.ofSeconds(5);

    private final Path jar;
    private final Path directory;

    private StartFigures(Path jar, Path directory) {
        this.jar = jar;
        this.directory = directory;
    }

    /**
     * Measures and prints.
     *
     * @param args the runnable jar, the first of the class path when missing; and `restart` to measure that alone
     */
    public static void main(String[] args) throws Exception {
        String jar = args.length > 0
                ? args[0]
                : System.getProperty("java.class.path").split(File.pathSeparator)[0];
        Path directory = Files.createTempDirectory("start-figures");
        try {
            StartFigures figures = new StartFigures(Path.of(jar).toAbsolutePath(), directory);
            System.out.println("Java " + Runtime.version() + ", "
                    + Runtime.getRuntime().availableProcessors() + " processors, " + jar);
            if (args.length < 2 || !args[1].equals("restart")) {
                figures.cold("without an archive", "workers.class-data-archive=false");
                figures.cold("from an archive", "workers.class-data-archive=true");
                figures.warm();
            }
            figures.restart();
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void cold(String how, String option) throws Exception {
        try (Serving serving = new Serving(option)) {
            if (option.endsWith("true")) {
                await("the archive", serving::hasArchive);
            }
            double[] opened = new double[ROUNDS];
            double[] bare = new double[ROUNDS];
            for (int i = -WARM_UP; i < ROUNDS; i++) {
                // In turns, so that both find the machine as busy.
                double version = version();
                double session = serving.open();
                if (i >= 0) {
                    bare[i] = version;
                    opened[i] = session;
                }
            }
            System.out.printf(
                    "cold OpenSession %s: p50 %.0f ms; bare `version`: p50 %.0f ms; ratio %.2f (goal 2)%n",
                    how, p50(opened), p50(bare), p50(opened) / p50(bare));
            serving.idle(how);
        }
    }

    private void warm() throws Exception {
        try (Serving serving = new Serving("backends.simulator.warm=" + POOL)) {
            await("the archive", serving::hasArchive);
            warm(serving, "in a gateway and a client that have done nothing else");
            serving.callAWhile();
            warm(serving, "in a gateway and a client that have been at work");
        }
    }

    private void restart() throws Exception {
        List<ProcessHandle> orphans = new ArrayList<>();
        try (Serving serving = new Serving("sessions.max-sessions=" + 2 * ORPHANS)) {
            await("the archive", serving::hasArchive);
            serving.openMany(ORPHANS);
            serving.process.children().forEach(orphans::add);
            serving.leave(orphans);
        }
        long alive = orphans.stream().filter(ProcessHandle::isAlive).count();
        long begin = System.nanoTime();
        try (Serving serving = new Serving("workers.class-data-archive=true")) {
            double listening = (System.nanoTime() - begin) / 1e6;
            serving.client.openSession("figures").close();
            double accepted = (System.nanoTime() - begin) / 1e6;
            System.out.printf(
                    "restart after SIGKILL with %d stopped workers left: listening after %.0f ms, first session opened"
                            + " after %.0f ms (goal 3000), %d left running%n",
                    alive,
                    listening,
                    accepted,
                    orphans.stream().filter(StartFigures::runs).count());
        }
    }

    /** One that has ended is there until its new parent has noticed; it has no command any more. */
    private static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private static void warm(Serving serving, String where) {
        double[] opened = new double[WARM_ROUNDS];
        for (int i = -WARM_UP; i < WARM_ROUNDS; i++) {
            serving.awaitPool();
            double session = serving.open();
            if (i >= 0) {
                opened[i] = session;
            }
        }
        System.out.printf(
                "OpenSession from a warm pool, %s: p50 %.1f ms, p90 %.1f ms (goal 5)%n",
                where, p50(opened), p90(opened));
    }

    private double version() throws Exception {
        long begin = System.nanoTime();
        Process process = start("version");
        process.waitFor();
        return (System.nanoTime() - begin) / 1e6;
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static double p50(double[] times) {
        return sorted(times)[times.length / 2];
    }

    private static double p90(double[] times) {
        return sorted(times)[times.length * 9 / 10];
    }

    private static double[] sorted(double[] times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + NET.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("waited in vain for " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private static void rest(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        await("time to pass", () -> System.nanoTime() - end >= 0);
    }

    /** A gateway in a process of its own, and a client of it. */
    private final class Serving implements AutoCloseable {
        private final Process process;
        private final MxGatewayClient client;

        Serving(String option) throws IOException {
            Path ready = directory.resolve("ready.json");
            Files.deleteIfExists(ready);
            process = start(
                    "serve",
                    "--port",
                    "0",
                    "--ready-file",
                    ready.toString(),
                    "--set",
                    "log.level=warn",
                    "--set",
                    "auth.mode=disabled",
                    "--set",
                    "run.directory=" + directory.resolve("run"),
                    "--set",
                    option);
            await("the gateway", () -> Files.exists(ready));
            int port = Integer.parseInt(Files.readString(ready).replaceAll("(?s).*127\\.0\\.0\\.1:(\\d+).*", "$1"));
            client = new MxGatewayClient(ClientOptions.at("127.0.0.1", port));
        }

        boolean hasArchive() {
            String[] files = directory.resolve("run").resolve("cds").toFile().list((in, name) -> name.endsWith(".jsa"));
            return files != null && files.length > 0;
        }

        /** How long OpenSession takes, in milliseconds; the session is closed. */
        double open() {
            long begin = System.nanoTime();
            MxSession session = client.openSession("figures");
            double taken = (System.nanoTime() - begin) / 1e6;
            session.close();
            return taken;
        }

        /** Opens sessions that stay open. */
        void openMany(int sessions) {
            for (int i = 0; i < sessions; i++) {
                client.openSession("figures");
            }
        }

        /** Stops the workers, which would end by themselves otherwise, and kills the gateway. */
        void leave(List<ProcessHandle> workers) throws Exception {
            List<String> command = new ArrayList<>(List.of("kill", "-STOP"));
            workers.forEach(worker -> command.add(Long.toString(worker.pid())));
            new ProcessBuilder(command).inheritIO().start().waitFor();
            process.destroyForcibly();
            process.onExit().join();
            Files.deleteIfExists(directory.resolve("ready.json"));
        }

        /** Has both ends load and compile what every call goes through. */
        void callAWhile() {
            try (MxSession session = client.openSession("figures")) {
                for (int i = 0; i < ORDINARY_CALLS; i++) {
                    session.calls().ping("figures");
                }
            }
        }

        void awaitPool() {
            await("the pool", () -> process.children().count() >= POOL);
            // Started is not ready.
            rest(Duration.ofSeconds(1));
        }

        void idle(String how) throws IOException {
            try (MxSession session = client.openSession("figures")) {
                rest(IDLE);
                Path status = Path.of("/proc", String.valueOf(session.workerProcessId()), "status");
                if (Files.exists(status)) {
                    String size = Files.readAllLines(status).stream()
                            .filter(line -> line.startsWith("VmRSS"))
                            .findFirst()
                            .orElse("unknown");
                    System.out.printf(
                            "an idle worker %s: %.1f MB resident (goal 64)%n",
                            how, Integer.parseInt(size.replaceAll("\\D", "")) / 1024.0);
                }
            }
        }

        @Override
        public void close() {
            client.close();
            process.destroy();
            process.onExit().join();
        }
    }
}
