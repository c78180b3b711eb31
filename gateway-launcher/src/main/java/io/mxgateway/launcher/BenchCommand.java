package io.mxgateway.launcher;

import io.grpc.StatusRuntimeException;
import io.mxgateway.launcher.bench.Bench;
import io.mxgateway.launcher.bench.BenchFailure;
import io.mxgateway.launcher.bench.BenchOptions;
import io.mxgateway.launcher.bench.RatioCheck;
import io.mxgateway.launcher.bench.Report;
import io.mxgateway.launcher.text.Json;
import io.mxgateway.launcher.text.TextTable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench}. */
@Command(
        name = "bench",
        description =
                "Measures this gateway on this machine beside a bare gRPC server: latency, throughput, event rate,"
                        + " opening time, memory. Both run in JVMs of their own, in turns; what is shown is medians.",
        footer = {
            "",
            "Parts: ping, write, read-bulk, stream, paced, fan-out, subscribe, open, memory. Trust the ratios: times",
            "depend on the machine and on what else it does. Needs a JDK. Exits 1 when something cannot be measured",
            "or, with --check, when a ratio is more than 25 %% worse than in the file."
        })
final class BenchCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--only",
            paramLabel = "PART",
            split = ",",
            description = "Measure these parts only; may be given several times, or separated by commas.")
    private List<String> only = List.of();

    @Option(names = "--quick", description = "See within seconds whether it works; the figures mean nothing.")
    private boolean quick;

    @Option(names = "--json", description = "One JSON object instead of the table.")
    private boolean json;

    @Option(
            names = "--check",
            paramLabel = "FILE",
            description = "Compare the ratios with those in a file that --json has written.")
    private Path check;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Set an option of the gateway that is measured. May be repeated.")
    private List<String> settings = List.of();

    BenchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        RatioCheck earlier = check == null ? null : earlier();
        Bench bench =
                new Bench(WorkerLaunch.again(System.getProperty("java.home"), System.getProperty("java.class.path")));
        Report report = run(bench, wanted(bench.titles().keySet()));
        PrintStream out = surroundings.out();
        if (json) {
            out.println(Json.of(report.json(about())));
        } else {
            TextTable table = new TextTable("figure", "unit", "beside", "gateway", "ratio");
            report.cells().forEach(row -> table.row(row.toArray(String[]::new)));
            table.lines().forEach(out::println);
        }
        return earlier == null ? ExitCode.DONE : compare(earlier, report);
    }

    private RatioCheck earlier() {
        try {
            return RatioCheck.of(Files.readString(check));
        } catch (IOException | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--check " + check + " cannot be read: " + e.getMessage());
        }
    }

    private Set<String> wanted(Set<String> all) {
        for (String part : only) {
            if (!all.contains(part)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--only " + part + ": there is no such part; there are " + String.join(", ", all));
            }
        }
        return only.isEmpty() ? all : new LinkedHashSet<>(only);
    }

    private Report run(Bench bench, Set<String> wanted) {
        Thread measuring = Thread.currentThread();
        Ending ending = new Ending(measuring::interrupt);
        PrintStream err = surroundings.err();
        // The line is for those who wait, and gone when there is something to see.
        Consumer<String> progress =
                surroundings.terminal() ? what -> err.print("\r\033[Kmeasuring: " + what) : what -> {};
        try {
            return bench.run(wanted, quick ? BenchOptions.QUICK : BenchOptions.THOROUGH, settings, progress);
        } catch (InterruptedException e) {
            throw new CommandFailure(ExitCode.FAILED, "the measurement was called off; nothing of it is left", e);
        } catch (StatusRuntimeException e) {
            throw new CommandFailure(ExitCode.FAILED, "the gateway refused what is measured: " + e.getMessage(), e);
        } catch (BenchFailure e) {
            throw new CommandFailure(ExitCode.FAILED, e.getMessage(), e);
        } finally {
            ending.close();
            if (surroundings.terminal()) {
                err.print("\r\033[K");
            }
        }
    }

    private Map<String, Object> about() {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("version", Version.text());
        about.put("java", Runtime.version().toString());
        about.put("processors", Runtime.getRuntime().availableProcessors());
        about.put("quick", quick);
        return about;
    }

    private int compare(RatioCheck earlier, Report report) {
        RatioCheck.Result result = earlier.compare(report);
        PrintStream err = surroundings.err();
        result.worse().forEach(line -> err.println("mxgateway: " + line));
        List<String> summary = new ArrayList<>();
        summary.add(result.compared() + " ratios compared with " + check);
        summary.add(result.worse().size() + " worse");
        err.println("mxgateway: " + String.join(", ", summary));
        return result.isGood() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
