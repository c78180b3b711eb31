package io.mxgateway.launcher.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** This program in a JVM of its own, serving on a port that it tells in a file. Used by one thread. */
final class Child implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofSeconds(30);
    private static final int LAST_LINES = 5;
    private static final Pattern ADDRESS = Pattern.compile("\"grpc\"\\s*:\\s*\"([^\"]+)\"");

    private final String what;
    private final Process process;
    private final Path log;
    private final Path ready;
    private final String address;

    private Child(String what, Process process, Path log, Path ready) throws InterruptedException {
        this.what = what;
        this.process = process;
        this.log = log;
        this.ready = ready;
        try {
            Waiting.until(what + " to be ready", START, this::isReadyOrOver);
            this.address = readAddress();
        } catch (BenchFailure | InterruptedException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param program how the program is started
     * @param directory where it may leave files
     */
    static Child start(List<String> program, Path directory, String what, List<String> arguments)
            throws InterruptedException {
        try {
            Path own = Files.createTempDirectory(directory, what);
            Path ready = own.resolve("ready.json");
            Path log = own.resolve("log.txt");
            List<String> command = new ArrayList<>(program);
            command.addAll(arguments);
            command.addAll(List.of("--ready-file", ready.toString()));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new Child(what, process, log, ready);
        } catch (IOException e) {
            throw new BenchFailure("the " + what + " cannot be started: " + e.getMessage(), e);
        }
    }

    private boolean isReadyOrOver() {
        return Files.exists(ready) || !process.isAlive();
    }

    private String readAddress() {
        try {
            Matcher told = ADDRESS.matcher(Files.exists(ready) ? Files.readString(ready) : "");
            if (told.find()) {
                return told.group(1);
            }
            List<String> lines = Files.readAllLines(log);
            throw new BenchFailure("the " + what + " ended while starting: "
                    + String.join(" | ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return address;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Waits for something, as long as the child lives. */
    void await(String condition, Duration atMost, BooleanSupplier holds) throws InterruptedException {
        Waiting.until(condition, atMost, () -> holds.getAsBoolean() || !process.isAlive());
        if (!process.isAlive()) {
            throw new BenchFailure("the " + what + " ended while waiting for " + condition);
        }
    }

    /** Asks it to end and waits; does not ask again when that takes too long. */
    @Override
    public void close() {
        process.destroy();
        boolean gone = false;
        try {
            gone = process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!gone) {
            process.destroyForcibly();
        }
    }
}
