package io.mxgateway.launcher;

import java.io.File;
import java.nio.file.Files;
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
            "-Xms8m",
            "-Xmx256m",
            "-XX:+ExitOnOutOfMemoryError");

    /** Where a JVM is asked to be nice, if it can be. */
    private static final List<Path> NICE = List.of(Path.of("/usr/bin/nice"), Path.of("/bin/nice"));

    private WorkerLaunch() {}

    /**
     * The command line.
     *
     * @param javaHome where the JVM is that runs this
     * @param classPath what it runs from; entries may be relative to the current directory
     */
    static List<String> command(String javaHome, String classPath) {
        return small(javaHome, classPath, "worker");
    }

    /** The command line that starts any command of this program in a JVM as small as a worker's. */
    static List<String> small(String javaHome, String classPath, String name) {
        List<String> command = withOptions(again(javaHome, classPath), SMALL_JVM.toArray(String[]::new));
        command.add(name);
        return command;
    }

    /** The command line that starts this program as its user would, but for the command and its arguments. */
    static List<String> again(String javaHome, String classPath) {
        return List.of(
                Path.of(javaHome, "bin", isWindows() ? "java.exe" : "java").toString(),
                "-cp",
                absolute(classPath),
                Main.class.getName());
    }

    /**
     * The same command with an archive of classes to start from. The options go in front, so that the rest stays what a
     * gateway has written down of its workers. Whatever the JVM thinks of the archive, it keeps it to itself.
     */
    static List<String> startingFrom(Path archive, List<String> command) {
        return withOptions(command, "-XX:SharedArchiveFile=" + archive, "-Xlog:disable");
    }

    /** The same command that writes an archive of its classes when it ends. */
    static List<String> archivingInto(Path archive, List<String> command) {
        return withOptions(command, "-XX:ArchiveClassesAtExit=" + archive, "-Xlog:disable");
    }

    /** The same command after all else that wants to run, where the platform knows such a thing. */
    static List<String> inTheBackground(List<String> command) {
        List<String> background = new ArrayList<>();
        NICE.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .ifPresent(nice -> background.addAll(List.of(nice.toString(), "-n", "19")));
        background.addAll(command);
        return background;
    }

    private static List<String> withOptions(List<String> command, String... options) {
        List<String> changed = new ArrayList<>(command);
        changed.addAll(1, List.of(options));
        return changed;
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
