package io.mxgateway.launcher;

import io.mxgateway.core.time.SystemTime;
import io.mxgateway.grpc.worker.LaunchSpec;
import io.mxgateway.grpc.worker.LocalProcessLauncher;
import io.mxgateway.grpc.worker.check.CheckOptions;
import io.mxgateway.grpc.worker.check.CheckProgress;
import io.mxgateway.grpc.worker.check.CheckReport;
import io.mxgateway.grpc.worker.check.CheckRule;
import io.mxgateway.grpc.worker.check.WorkerCheck;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code worker-check}: tells authors of workers whether theirs keeps the worker protocol. */
@Command(
        name = "worker-check",
        description = "Starts a worker executable against a gateway end of its own, about fifteen times, and tells rule"
                + " by rule whether it keeps the worker protocol.",
        customSynopsis =
                "mxgateway worker-check [--tag TAG] [--timeout S] [--start-timeout S] [--rule RULE]... [--json]"
                        + " -- COMMAND...",
        footer = {
            "",
            "Of each rule it shows whether it is kept (\u2713), broken (\u2717, with what shows it) or was not tested (\u2013,",
            "with the reason). Exits 0 when no rule is broken, tested or not; 1 when one is; 2 on wrong usage."
        })
final class WorkerCheckCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--tag",
            paramLabel = "TAG",
            defaultValue = "",
            description =
                    "An item of the worker's backend that has a value; without it, nothing about events is tested.")
    private String tag;

    @Option(
            names = "--timeout",
            paramLabel = "S",
            defaultValue = "10",
            description = "How many seconds a step may take, such as a reply or an exit. Default: ${DEFAULT-VALUE}")
    private int stepSeconds;

    @Option(
            names = "--start-timeout",
            paramLabel = "S",
            defaultValue = "30",
            description = "How many seconds a start may take until the worker is ready. Default: ${DEFAULT-VALUE}")
    private int startSeconds;

    @Option(
            names = "--rule",
            paramLabel = "RULE",
            description = "Check this rule only, and what is seen on the way; may be given several times.")
    private List<String> rules = List.of();

    @Option(names = "--json", description = "One JSON object per line, one line for each rule.")
    private boolean json;

    @Parameters(paramLabel = "COMMAND", arity = "1..*", description = "The executable and its own arguments.")
    private List<String> command;

    WorkerCheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        requirePositive("--timeout", stepSeconds);
        requirePositive("--start-timeout", startSeconds);
        CheckOptions usual = CheckOptions.DEFAULT;
        CheckOptions options = new CheckOptions(
                Duration.ofSeconds(startSeconds),
                Duration.ofSeconds(stepSeconds),
                usual.heartbeatInterval(),
                tag,
                usual.parallel());
        CheckReport report = run(wanted(), options);
        WorkerCheckText text = new WorkerCheckText(report);
        (json ? text.json() : text.lines()).forEach(surroundings.out()::println);
        return report.good() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private CheckReport run(Set<CheckRule> wanted, CheckOptions options) throws IOException {
        Thread checking = Thread.currentThread();
        Ending ending = new Ending(checking::interrupt);
        try (SystemTime time = new SystemTime("mxgateway-check-timer")) {
            WorkerCheck check = new WorkerCheck(
                    new LaunchSpec(command, "", Map.of()),
                    options,
                    LocalProcessLauncher.ofThisMachine(),
                    time,
                    new SecureRandom(),
                    Path.of(System.getProperty("java.io.tmpdir")));
            return check.run(wanted, progress());
        } catch (InterruptedException e) {
            throw new CommandFailure(ExitCode.FAILED, "the check was called off; no worker of it is left", e);
        } finally {
            ending.close();
        }
    }

    private CheckProgress progress() {
        if (!surroundings.terminal()) {
            return CheckProgress.NONE;
        }
        PrintStream err = surroundings.err();
        // Wiped out at the end: the line is for those who wait.
        return (done, all) -> err.print(done < all ? "\rchecking: session " + (done + 1) + " of " + all : "\r\033[K");
    }

    private Set<CheckRule> wanted() {
        Set<CheckRule> wanted = EnumSet.noneOf(CheckRule.class);
        for (String id : rules) {
            wanted.add(Arrays.stream(CheckRule.values())
                    .filter(rule -> rule.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(), "there is no rule " + id + "; the rules are " + ids())));
        }
        return wanted.isEmpty() ? EnumSet.allOf(CheckRule.class) : wanted;
    }

    private static String ids() {
        return Arrays.stream(CheckRule.values()).map(CheckRule::id).collect(Collectors.joining(", "));
    }

    private void requirePositive(String name, int seconds) {
        if (seconds < 1) {
            throw new ParameterException(spec.commandLine(), name + " is " + seconds + "; it must be at least 1");
        }
    }
}
