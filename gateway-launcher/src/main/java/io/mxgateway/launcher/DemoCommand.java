package io.mxgateway.launcher;

import io.grpc.StatusRuntimeException;
import io.mxgateway.launcher.config.Configuration;
import io.mxgateway.launcher.config.ConfigurationException;
import io.mxgateway.launcher.config.LogLevel;
import io.mxgateway.launcher.config.Setting;
import io.mxgateway.launcher.demo.LiveDemo;
import io.mxgateway.launcher.demo.OnceDemo;
import io.mxgateway.launcher.logging.Logging;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code demo}: a gateway and a client of it in one process, the worker in another. */
@Command(
        name = "demo",
        description = "Shows it all at work: starts a gateway with the simulator on a free port, opens a session over"
                + " gRPC, subscribes, writes, and shows live values, event rate and round-trip times.",
        footer = {
            "",
            "On a terminal the table is refreshed in place; elsewhere there is one line a second. Ctrl-C ends it.",
            "With --once it checks what it saw and exits 0, or 1 with what was wrong."
        })
final class DemoCommand implements Callable<Integer> {
    private static final long ONCE_SECONDS = 2;

    private final Surroundings surroundings;

    @Mixin
    private ConfigurationArguments arguments;

    @Option(names = "--once", description = "End by itself, having checked what there was to see.")
    private boolean once;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "0",
            description = "End after so many seconds; with --once, look on for at least as many.")
    private int seconds;

    DemoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws ConfigurationException {
        long begin = System.nanoTime();
        Configuration configuration = arguments.read(surroundings.environment(), ownSettings());
        Logging.set(configuration.launcher().logFormat(), logLevel(configuration));
        PrintStream out = surroundings.out();
        boolean good;
        try (Ending ending = new Ending(once ? Thread.currentThread()::interrupt : () -> {});
                Gateway gateway = new Gateway(configuration, surroundings.environment())) {
            ServeCommand.started(gateway);
            good = once ? once(gateway, out) : live(gateway, ending, out);
        } catch (InterruptedException e) {
            throw new CommandFailure(ExitCode.FAILED, "the demo was interrupted", e);
        } catch (StatusRuntimeException | IllegalStateException e) {
            throw new CommandFailure(ExitCode.FAILED, "the demo failed: " + e.getMessage(), e);
        }
        if (once) {
            out.printf(
                    Locale.ROOT,
                    "%s, %.1f s in all%n",
                    good ? "all is as it should be" : "not all is as it should be",
                    (System.nanoTime() - begin) / 1e9);
        }
        return good ? ExitCode.DONE : ExitCode.FAILED;
    }

    private boolean once(Gateway gateway, PrintStream out) throws InterruptedException {
        out.println("gateway on " + gateway.address() + ", backends " + gateway.backendNames());
        return new OnceDemo(out).run(gateway.address(), seconds > 0 ? seconds : ONCE_SECONDS);
    }

    private boolean live(Gateway gateway, Ending ending, PrintStream out) throws InterruptedException {
        boolean colour = !surroundings.environment().containsKey("NO_COLOR");
        return new LiveDemo(out, surroundings.terminal(), colour, ending::await).run(gateway.address(), seconds);
    }

    /** Whatever a configuration says: a demo is in nobody's way, and nobody's to reach. */
    private static List<Setting> ownSettings() {
        return Stream.of(
                        "server.bind=127.0.0.1",
                        "server.port=0",
                        "auth.mode=disabled",
                        "invoke.read-only=false",
                        "tls.certificate=",
                        "tls.private-key=",
                        "tls.client-ca=",
                        "tls.self-signed=false")
                .map(text -> text.split("=", 2))
                .map(pair -> new Setting(pair[0], pair[1], "demo"))
                .toList();
    }

    /** Unless the user wants more, only what goes wrong: a log would run through the table. */
    private static LogLevel logLevel(Configuration configuration) {
        boolean wanted = configuration.effective().stream()
                .anyMatch(option -> option.option().key().equals("log.level") && !option.isDefault());
        return wanted ? configuration.launcher().logLevel() : LogLevel.WARN;
    }
}
