package io.mxgateway.launcher;

import io.mxgateway.launcher.config.Configuration;
import io.mxgateway.launcher.config.ConfigurationException;
import io.mxgateway.launcher.config.Setting;
import io.mxgateway.launcher.logging.Logging;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code serve}. */
@Command(
        name = "serve",
        description = "Runs the gateway until it is told to end.",
        footer = {
            "",
            "Prints one line on stdout when clients can connect; logs go to stderr. SIGTERM or Ctrl-C closes all",
            "sessions within shutdown-timeout and exits 0; a second one ends it at once."
        })
final class ServeCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private ConfigurationArguments arguments;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Listen on this port, 0 for any free one; short for --set server.port=PORT")
    private String port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "Listen on this address; short for --set server.bind=ADDRESS")
    private String bind;

    @Option(
            names = "--ready-file",
            paramLabel = "FILE",
            description =
                    "Write {\"pid\":...,\"grpc\":\"host:port\",\"admin\":\"host:port\"|null} there once clients can connect; removed"
                            + " at the end.")
    private Path readyFile;

    ServeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws ConfigurationException {
        Configuration configuration = arguments.read(surroundings.environment(), shortcuts());
        Logging.set(
                configuration.launcher().logFormat(), configuration.launcher().logLevel());
        if (readyFile != null) {
            ReadyFile.clear(readyFile);
        }
        try (Ending ending = new Ending(() -> {});
                Gateway gateway = new Gateway(configuration, surroundings.environment())) {
            started(gateway);
            serve(gateway, ending);
            LoggerFactory.getLogger(ServeCommand.class).info("asked to end; closing all sessions");
        }
        return ExitCode.DONE;
    }

    private List<Setting> shortcuts() {
        List<Setting> settings = new ArrayList<>();
        if (port != null) {
            settings.add(new Setting("server.port", port, "--port"));
        }
        if (bind != null) {
            settings.add(new Setting("server.bind", bind, "--bind"));
        }
        return settings;
    }

    static void started(Gateway gateway) {
        try {
            gateway.start();
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, e.getMessage(), e);
        }
    }

    private void serve(Gateway gateway, Ending ending) {
        if (readyFile == null) {
            announce(gateway);
            ending.await();
            return;
        }
        ReadyFile ready = ReadyFile.write(readyFile, gateway.address(), gateway.adminAddress());
        try {
            announce(gateway);
            ending.await();
        } finally {
            ready.close();
        }
    }

    private void announce(Gateway gateway) {
        surroundings
                .out()
                .println("mxgateway " + Version.text() + " ready on " + gateway.address() + ", backends "
                        + gateway.backendNames() + ", " + gateway.security()
                        + gateway.adminAddress()
                                .map(admin -> ", admin on " + admin)
                                .orElse(""));
    }
}
