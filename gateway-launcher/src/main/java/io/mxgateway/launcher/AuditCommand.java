package io.mxgateway.launcher;

import io.mxgateway.core.security.AuditEntry;
import io.mxgateway.core.security.AuditTail;
import io.mxgateway.core.security.AuditVerifier;
import io.mxgateway.launcher.config.ConfigurationException;
import io.mxgateway.launcher.text.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code audit}: what was done, by whom, and whether the log of it holds. */
@Command(
        name = "audit",
        description = "Shows the audit log, and whether its chain of hashes holds.",
        synopsisSubcommandLabel = "COMMAND")
final class AuditCommand {
    private AuditCommand() {}

    static CommandLine create(Surroundings surroundings) {
        return new CommandLine(new AuditCommand())
                .addSubcommand(new Tail(surroundings))
                .addSubcommand(new Verify(surroundings));
    }

    /** What both of them have. */
    abstract static class LogCommand implements Callable<Integer> {
        private final Surroundings surroundings;

        @Spec
        private CommandSpec spec;

        @Mixin
        private ConfigurationArguments arguments;

        @Option(names = "--json", description = "One JSON object per line.")
        private boolean json;

        LogCommand(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() throws ConfigurationException {
            Path file = arguments
                    .read(surroundings.environment(), List.of())
                    .security()
                    .audit()
                    .file();
            try {
                return run(file);
            } catch (IOException e) {
                throw new CommandFailure(ExitCode.FAILED, "the audit log " + file + " cannot be read: " + e, e);
            }
        }

        abstract int run(Path file) throws IOException;

        PrintStream out() {
            return surroundings.out();
        }

        boolean json() {
            return json;
        }

        CommandSpec spec() {
            return spec;
        }
    }

    @Command(name = "tail", description = "Shows the last records, the oldest of them first.")
    static final class Tail extends LogCommand {
        private static final long POLL_MILLIS = 250;

        @Option(
                names = {"-n", "--lines"},
                paramLabel = "N",
                defaultValue = "20",
                description = "How many. Default: ${DEFAULT-VALUE}")
        private int lines;

        @Option(
                names = {"-f", "--follow"},
                description = "Goes on showing records as they come, until Ctrl-C.")
        private boolean follow;

        Tail(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(Path file) throws IOException {
            if (lines < 0) {
                throw new ParameterException(spec().commandLine(), "--lines is " + lines + "; it must be 0 or more");
            }
            if (!follow && AuditVerifier.files(file).isEmpty()) {
                throw new CommandFailure(ExitCode.FAILED, "there is no audit log " + file);
            }
            AuditTail tail = new AuditTail(file);
            tail.last(lines).forEach(this::show);
            if (follow) {
                follow(tail);
            }
            return ExitCode.DONE;
        }

        private void follow(AuditTail tail) throws IOException {
            try (Ending ending = new Ending(() -> {})) {
                // A reader of ours that has gone is no reason to go on either.
                while (!ending.await(POLL_MILLIS) && !out().checkError()) {
                    tail.poll().forEach(this::show);
                }
            }
        }

        private void show(String line) {
            out().println(json() ? line : AuditEntry.parse(line).map(Tail::text).orElse(line));
        }

        private static String text(AuditEntry entry) {
            StringBuilder text = new StringBuilder(entry.field("time"))
                    .append("  ")
                    .append(String.format("%-14s %-8s", entry.field("action"), entry.field("outcome")))
                    .append(' ')
                    .append(printable(entry.field("actor")));
            add(text, "target", entry.field("target"));
            add(text, "peer", entry.field("peer"));
            add(text, "correlation-id", entry.field("correlation_id"));
            entry.details().forEach((name, value) -> add(text, name, value));
            return text.toString();
        }

        private static void add(StringBuilder text, String name, String value) {
            if (!value.isEmpty()) {
                text.append("  ").append(printable(name)).append('=').append(printable(value));
            }
        }

        /** A terminal obeys control characters; records hold texts of clients. */
        private static String printable(String text) {
            return text.codePoints()
                    .mapToObj(c -> Character.isISOControl(c) ? "?" : Character.toString(c))
                    .collect(Collectors.joining());
        }
    }

    @Command(
            name = "verify",
            description = "Checks that no record is missing or was changed. Exits 0 when all hold, 1 when not.")
    static final class Verify extends LogCommand {
        Verify(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(Path file) throws IOException {
            if (AuditVerifier.files(file).isEmpty()) {
                throw new CommandFailure(ExitCode.FAILED, "there is no audit log " + file);
            }
            AuditVerifier.Result result = AuditVerifier.verify(file);
            if (json()) {
                out().println(Json.of(object(result)));
            } else {
                result.problems()
                        .forEach(problem -> out().println(problem.file()
                                + (problem.line() > 0 ? ":" + problem.line() : "") + ": " + problem.text()));
                out().println(result.records() + " records in " + result.files() + " files: "
                        + (result.good() ? "the chain holds" : "the chain is broken")
                        + (result.torn() > 0 ? "; " + result.torn() + " half records, which the log tells of" : ""));
            }
            return result.good() ? ExitCode.DONE : ExitCode.FAILED;
        }

        private static Map<String, Object> object(AuditVerifier.Result result) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("good", result.good());
            object.put("files", result.files());
            object.put("records", result.records());
            object.put("torn", result.torn());
            object.put(
                    "problems",
                    result.problems().stream()
                            .map(problem -> Map.of(
                                    "file", problem.file().toString(), "line", problem.line(), "text", problem.text()))
                            .toList());
            return object;
        }
    }
}
