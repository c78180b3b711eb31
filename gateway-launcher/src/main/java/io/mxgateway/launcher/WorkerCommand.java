package io.mxgateway.launcher;

import io.mxgateway.core.config.ConfigException;
import io.mxgateway.core.simulator.SimulatedGalaxyState;
import io.mxgateway.core.simulator.SimulatorBackendFactory;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.grpc.worker.WorkerMain;
import io.mxgateway.launcher.config.SimulatorFamily;
import io.mxgateway.launcher.config.SimulatorSettings;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code worker}: stands among the other commands for its help only; the process never gets here, see {@link Main}. */
@Command(
        name = "worker",
        description = "The simulator as a worker process. The gateway starts it; there is no use in doing so by hand.",
        customSynopsis = "mxgateway worker --session-id ID --pipe-name NAME --protocol-version 1",
        footer = {
            "",
            "Takes the nonce from MXGATEWAY_WORKER_NONCE, and what galaxy to simulate from MXGATEWAY_SIMULATOR_*",
            "(see `mxgateway config --list`). Exit codes are those of the worker protocol: 0 success,",
            "1 unexpected failure, 2 invalid arguments, 3 unsupported protocol version, 4 missing nonce,",
            "5 connection to the gateway lost or never made."
        })
final class WorkerCommand implements Callable<Integer> {
    private static final int INVALID_ARGUMENTS = 2;

    private final Surroundings surroundings;

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    WorkerCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return run(arguments.toArray(String[]::new), surroundings.environment(), surroundings.in());
    }

    /** Whether a command line asks for a worker, and not for its help. */
    static boolean isMeant(String... args) {
        return args.length > 0
                && args[0].equals("worker")
                && Arrays.stream(args).noneMatch(arg -> arg.equals("--help") || arg.equals("-h"));
    }

    /** The whole life of the worker. */
    static int run(String[] arguments, Map<String, String> environment, InputStream stdin) {
        SimulatorSettings settings;
        try {
            settings = SimulatorFamily.fromEnvironment(environment);
        } catch (ConfigException e) {
            e.problems().forEach(problem -> System.err.println("worker: " + problem));
            return INVALID_ARGUMENTS;
        }
        try (SystemTime time = new SystemTime("mxgateway-simulator")) {
            SimulatedGalaxyState galaxy = new SimulatedGalaxyState(settings.galaxy(), settings.options(), time);
            int pid = (int) ProcessHandle.current().pid();
            return WorkerMain.run(
                    arguments, environment, new SimulatorBackendFactory(galaxy, Version.text(), pid), stdin);
        }
    }
}
