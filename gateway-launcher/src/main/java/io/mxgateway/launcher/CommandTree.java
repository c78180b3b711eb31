package io.mxgateway.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mxgateway.launcher.client.ClientCommands;
import io.mxgateway.launcher.client.ClientFailure;
import io.mxgateway.launcher.client.Console;
import io.mxgateway.launcher.config.ConfigurationException;
import io.mxgateway.launcher.config.LogFormat;
import io.mxgateway.launcher.config.LogLevel;
import io.mxgateway.launcher.config.SettingProblem;
import io.mxgateway.launcher.logging.Logging;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands, and how their failures are told: to people, on one line each, and by the exit code. */
@Command(
        name = "mxgateway",
        description = "A gateway to MXAccess over gRPC: one client session, one isolated worker process.",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "`mxgateway COMMAND --help` tells more about a command; `mxgateway demo` shows it all at work.",
            "Exit codes: 0 done, 1 failed, 2 wrong usage or configuration, 3 cannot connect, 4 not authorized."
        })
final class CommandTree {
    /** Speaks of all the others. */
    private static final String COMPLETION = "completion";

    private CommandTree() {}

    static int execute(Surroundings surroundings, String... args) {
        CommandLine commands = new CommandLine(new CommandTree());
        Map<String, Supplier<?>> all = all(surroundings);
        Supplier<?> asked = all.get(args.length == 0 ? "" : args[0]);
        if (asked == null || args[0].equals(COMPLETION)) {
            all.values().forEach(command -> commands.addSubcommand(command.get()));
        } else {
            // Taking in the others takes as long as a quarter of a gateway's start.
            commands.addSubcommand(asked.get());
        }
        commands.setOut(new PrintWriter(surroundings.out(), true, UTF_8));
        commands.setErr(new PrintWriter(surroundings.err(), true, UTF_8));
        tellVersion(commands);
        commands.setUsageHelpAutoWidth(false).setUsageHelpWidth(100);
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        PrintStream err = surroundings.err();
        commands.setParameterExceptionHandler((wrong, arguments) -> wrongUsage(wrong, err));
        commands.setExecutionExceptionHandler((failure, command, result) -> failed(failure, err));
        return commands.execute(args);
    }

    /** Every command by its name, in the order in which help shows them. */
    static Map<String, Supplier<?>> all(Surroundings surroundings) {
        Map<String, Supplier<?>> all = new LinkedHashMap<>();
        all.put("demo", () -> new DemoCommand(surroundings));
        all.put("serve", () -> new ServeCommand(surroundings));
        all.put("worker", () -> new WorkerCommand(surroundings));
        all.put("worker-check", () -> new WorkerCheckCommand(surroundings));
        all.put("bench", () -> new BenchCommand(surroundings));
        all.put("bench-server", BenchServerCommand::new);
        all.put("bench-peer", BenchPeerCommand::new);
        all.put("apikey", () -> ApiKeyCommand.create(surroundings));
        all.put("audit", () -> AuditCommand.create(surroundings));
        all.put("client", () -> ClientCommands.client(console(surroundings)));
        all.put("sessions", () -> ClientCommands.sessions(console(surroundings)));
        all.put("drain", () -> ClientCommands.drain(console(surroundings)));
        all.put("config", () -> new ConfigCommand(surroundings));
        all.put(COMPLETION, () -> new CompletionCommand(surroundings));
        all.put("version", () -> new VersionCommand(surroundings));
        return all;
    }

    private static Console console(Surroundings surroundings) {
        return new Console(
                surroundings.in(),
                surroundings.out(),
                surroundings.err(),
                surroundings.environment(),
                () -> Logging.set(LogFormat.TEXT, LogLevel.ERROR),
                onAsked -> new Ending(onAsked)::close);
    }

    private static void tellVersion(CommandLine commands) {
        commands.getCommandSpec().versionProvider(CommandTree::versionLines);
        commands.getSubcommands().values().forEach(CommandTree::tellVersion);
    }

    private static String[] versionLines() {
        return new String[] {VersionCommand.line()};
    }

    private static int wrongUsage(ParameterException wrong, PrintStream err) {
        CommandLine command = wrong.getCommandLine();
        err.println("mxgateway: " + oneLine(wrong.getMessage()));
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            PrintWriter writer = new PrintWriter(err, true, UTF_8);
            UnmatchedArgumentException.printSuggestions(unmatched, writer);
        }
        err.println("Try `" + command.getCommandSpec().qualifiedName(" ") + " --help`.");
        return ExitCode.USAGE;
    }

    private static int failed(Exception failure, PrintStream err) {
        if (failure instanceof ConfigurationException configuration) {
            for (SettingProblem problem : configuration.problems()) {
                err.println("mxgateway: " + problem);
            }
            return ExitCode.USAGE;
        }
        if (failure instanceof ParameterException wrong) {
            return wrongUsage(wrong, err);
        }
        if (failure instanceof CommandFailure expected) {
            err.println("mxgateway: " + oneLine(expected.getMessage()));
            return expected.exitCode();
        }
        if (failure instanceof ClientFailure expected) {
            err.println("mxgateway: " + oneLine(expected.getMessage()));
            return expected.exitCode();
        }
        LoggerFactory.getLogger(CommandTree.class).debug("a command failed unforeseen", failure);
        err.println("mxgateway: unexpected failure: " + oneLine(failure.toString())
                + " (--log-level debug shows where it came from)");
        return ExitCode.FAILED;
    }

    private static String oneLine(String text) {
        return String.valueOf(text).replaceAll("\\R\\s*", " ");
    }
}
