package io.mxgateway.grpc.worker.orphan;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is known of one worker process, enough to know it again later.
 *
 * @param pid its process id
 * @param start when it began; to the clock tick, but told from a second to the other differently by two JVMs
 * @param command what it was launched with
 */
record WorkerRecord(long pid, Instant start, List<String> command) {
    /** How far apart two tellings of the same start may be. */
    static final Duration TOLERANCE = Duration.ofSeconds(2);

    private static final Pattern LINE = Pattern.compile("([1-9][0-9]{0,9}) (-?[0-9]{1,17}) (.+)", Pattern.DOTALL);

    WorkerRecord {
        command = List.copyOf(command);
    }

    /** The record as a line of text without its end. */
    String toLine() {
        StringBuilder line = new StringBuilder().append(pid).append(' ').append(start.toEpochMilli());
        command.forEach(word -> line.append(' ').append(escape(word)));
        return line.toString();
    }

    /** The record of a line; empty when the line is none. */
    static Optional<WorkerRecord> ofLine(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) <= 1) {
            return Optional.empty();
        }
        List<String> command = new ArrayList<>();
        for (String word : matcher.group(3).split(" ", -1)) {
            if (word.isEmpty()) {
                return Optional.empty();
            }
            command.add(unescape(word));
        }
        return Optional.of(new WorkerRecord(
                Long.parseLong(matcher.group(1)), Instant.ofEpochMilli(Long.parseLong(matcher.group(2))), command));
    }

    /** The worker, if it still runs; empty when there is no such process or another one, such as this, has its id now. */
    Optional<ProcessHandle> running() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> !process.equals(ProcessHandle.current()))
                .filter(this::matches);
    }

    private boolean matches(ProcessHandle process) {
        Optional<Instant> began = process.info().startInstant();
        return began.isPresent()
                && Duration.between(start, began.get()).abs().compareTo(TOLERANCE) <= 0
                && matches(ProcessCommand.of(process));
    }

    // A launcher such as setsid, the interpreter of a script or a script that becomes its program puts other words
    // first, but hands on the arguments as they are.
    private boolean matches(ProcessCommand now) {
        if (now.words().isPresent()) {
            List<String> telling = command.size() > 1 ? command.subList(1, command.size()) : command;
            return Collections.indexOfSubList(now.words().get(), telling) >= 0;
        }
        return now.executable().isPresent() && program(now.executable().get()).equals(program(command.get(0)));
    }

    private static String program(String executable) {
        Path name = Path.of(executable).getFileName();
        return name == null ? executable : name.toString().replaceFirst("(?i)\\.exe$", "");
    }

    private static String escape(String word) {
        if (word.isEmpty()) {
            return "\\e";
        }
        return word.replace("\\", "\\\\")
                .replace(" ", "\\s")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String unescape(String word) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '\\' && ++i < word.length()) {
                switch (word.charAt(i)) {
                    case 'e' -> plain.append("");
                    case 's' -> plain.append(' ');
                    case 'n' -> plain.append('\n');
                    case 'r' -> plain.append('\r');
                    default -> plain.append(word.charAt(i));
                }
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
