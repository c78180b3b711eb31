package io.mxgateway.launcher;

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
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Prints, for the program as it was built, how long {@code serve} takes until it takes calls, beside a JVM with the same
 * class path that opens a gRPC port and does nothing else, and how long with an archive of its classes, as packaged; all
 * in turns, so that all find the machine as busy. Needs a JDK.
 */
public final class ReadyFigures {
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 21;
    private static final Duration NET = Duration.ofMinutes(2);
    private static final String BARE = """
            import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
            import java.net.InetSocketAddress;
            import java.nio.file.Files;
            import java.nio.file.Path;

            public final class Bare {
                public static void main(String[] args) throws Exception {
                    var server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0)).build().start();
                    Files.writeString(Path.of(args[0]), String.valueOf(server.getPort()));
                    server.awaitTermination();
                }
            }
            """;

    private final Path jar;
    private final Path directory;

    private ReadyFigures(Path jar, Path directory) {
        this.jar = jar;
        this.directory = directory;
    }

    /**
     * Measures and prints.
     *
     * @param args the runnable jar, the first of the class path when missing; then what `serve` is to be told in addition
     */
    public static void main(String[] args) throws Exception {
        String jar = args.length > 0
                ? args[0]
                : System.getProperty("java.class.path").split(File.pathSeparator)[0];
        Path directory = Files.createTempDirectory("ready-figures");
        try {
            System.out.println("Java " + Runtime.version() + ", "
                    + Runtime.getRuntime().availableProcessors() + " processors, " + jar);
            List<String> more = args.length > 1 ? List.of(args).subList(1, args.length) : List.of();
            new ReadyFigures(Path.of(jar).toAbsolutePath(), directory).compare(more);
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void compare(List<String> more) throws Exception {
        Path source = Files.writeString(directory.resolve("Bare.java"), BARE);
        if (ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-cp", jar.toString(), "-d", directory.toString(), source.toString())
                != 0) {
            throw new IllegalStateException("what the gateway is compared with does not compile");
        }
        Path ready = directory.resolve("ready");
        List<String> bare = java("-cp", jar + File.pathSeparator + directory, "Bare", ready.toString());
        List<String> serve = java(
                "-jar",
                jar.toString(),
                "serve",
                "--port",
                "0",
                "--ready-file",
                ready.toString(),
                "--set",
                "run.directory=" + directory.resolve("run"),
                "--set",
                "security.directory=" + directory.resolve("security"));
        if (more.isEmpty()) {
            serve.addAll(List.of("--set", "auth.mode=disabled"));
        }
        serve.addAll(more);
        Path archive = directory.resolve("mxgateway.jsa");
        dump(archive);
        List<String> archived = new ArrayList<>(serve);
        archived.add(1, "-XX:SharedArchiveFile=" + archive);
        double[][] times = new double[3][ROUNDS];
        for (int i = -WARM_UP; i < ROUNDS; i++) {
            double[] round = {untilReady(bare, ready), untilReady(serve, ready), untilReady(archived, ready)};
            for (int each = 0; i >= 0 && each < round.length; each++) {
                times[each][i] = round[each];
            }
        }
        String added = more.isEmpty() ? "" : " " + String.join(" ", more);
        System.out.printf("a bare gRPC port: p50 %.0f ms, least %.0f ms%n", p50(times[0]), least(times[0]));
        print("serve" + added, times[1], times[0]);
        print("serve" + added + " with an archive of its classes", times[2], times[0]);
    }

    private static void print(String what, double[] times, double[] bare) {
        System.out.printf(
                "%s: p50 %.0f ms, least %.0f ms until it takes calls; ratio of p50 %.2f, of the least %.2f (goal 1.5)%n",
                what, p50(times), least(times), p50(times) / p50(bare), least(times) / least(bare));
    }

    private void dump(Path archive) throws IOException, InterruptedException {
        Process demo = new ProcessBuilder(
                        java("-XX:ArchiveClassesAtExit=" + archive, "-jar", jar.toString(), "demo", "--once"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!demo.waitFor(NET.toSeconds(), TimeUnit.SECONDS) || !Files.exists(archive)) {
            demo.destroyForcibly();
            throw new IllegalStateException("the JVM made no archive of the classes");
        }
    }

    private static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static double untilReady(List<String> command, Path ready) throws IOException, InterruptedException {
        Files.deleteIfExists(ready);
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            while (!Files.exists(ready)) {
                if (!process.isAlive() || System.nanoTime() - begin > NET.toNanos()) {
                    throw new IllegalStateException("not ready: " + command);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
            return (System.nanoTime() - begin) / 1e6;
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static double p50(double[] times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double least(double[] times) {
        return Arrays.stream(times).min().orElseThrow();
    }
}
