package io.mxgateway.grpc.worker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Starts processes on this machine, each in a session and process group of its own where the platform has {@code
 * setsid}, so that whatever a worker starts can be ended with it.
 *
 * <p>Thread-safe.
 */
public final class LocalProcessLauncher implements ProcessLauncher {
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
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        if (!spec.workingDirectory().isEmpty()) {
            builder.directory(new File(spec.workingDirectory()));
        }
        builder.environment().putAll(spec.environment());
        return new Launched(builder.start(), setsid.isPresent());
    }
}
