package io.mxgateway.grpc.worker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Starts processes on this machine, each in a session and process group of its own where the platform has {@code
 * setsid}, so that whatever a worker starts can be ended with it. They get the environment of this process but for its API
 * keys and their pepper.
 *
 * <p>Thread-safe.
 */
public final class LocalProcessLauncher implements ProcessLauncher {
    private static final String GATEWAYS_OWN = "MXGATEWAY_API_KEY";

    private final Optional<Path> setsid;

    /**
     * A launcher.
     *
     * @param setsid the program that makes a process the leader of a group of its own and then becomes the command;
     *     empty where there is none
     */
    public LocalProcessLauncher(Optional<Path> setsid) {
        this.setsid = setsid;
    }

    /** A launcher with the {@code setsid} of this machine, if it has one. */
    public static LocalProcessLauncher ofThisMachine() {
        return new LocalProcessLauncher(Executables.onPath("setsid"));
    }

    @Override
    public Launched launch(LaunchSpec spec) throws IOException {
        List<String> command = new ArrayList<>();
        setsid.ifPresent(program -> command.add(program.toString()));
        command.addAll(spec.command());
        // Standard error goes where standard output goes. Told to discard it as well, the JDK makes no pipe for it,
        // whose buffer would hold 8 KiB for as long as the process lives.
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectError(ProcessBuilder.Redirect.DISCARD);
        if (!spec.workingDirectory().isEmpty()) {
            builder.directory(new File(spec.workingDirectory()));
        }
        // What is the gateway's own or a client's, such as the pepper of the keys, is no worker's business.
        builder.environment().keySet().removeIf(name -> name.startsWith(GATEWAYS_OWN));
        builder.environment().putAll(spec.environment());
        return new Launched(builder.start(), setsid.isPresent());
    }
}
