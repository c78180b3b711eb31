package io.mxgateway.launcher;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** How this very program is started once more, as a worker. */
final class WorkerLaunch {
    /** A worker lives by its start and its size: the compiler that is quick, the collector that is small. */
    private static final List<String> SMALL_JVM = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Xshare:auto",
            "-Xss512k",
            "-Xms16m",
            "-Xmx256m",
            "-XX:+ExitOnOutOfMemoryError");

    private WorkerLaunch() {}

    /**
     * The command line.
     *
     * @param javaHome where the JVM is that runs this
     * @param classPath what it runs from; entries may be relative to the current directory
     */
    static List<String> command(String javaHome, String classPath) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(javaHome, "bin", isWindows() ? "java.exe" : "java").toString());
        command.addAll(SMALL_JVM);
        command.add("-cp");
        command.add(absolute(classPath));
        command.add(Main.class.getName());
        command.add("worker");
        return command;
    }

    private static String absolute(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isWindows() {
        return System.getProperty("os.name").startsWith("Windows");
    }
}
