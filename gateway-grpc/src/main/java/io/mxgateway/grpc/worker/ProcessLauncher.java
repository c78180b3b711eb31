package io.mxgateway.grpc.worker;

import java.io.IOException;
import java.util.Objects;

/** Starts processes. Thread-safe; may block, so it is called on threads that are there for it. */
@FunctionalInterface
public interface ProcessLauncher {
    /**
     * Starts a process whose standard input is a pipe that nobody writes to, and whose standard output and error both
     * come out of {@link Process#getInputStream()}.
     *
     * @throws IOException when the platform refuses
     */
    Launched launch(LaunchSpec spec) throws IOException;

    /**
     * A running process.
     *
     * @param process the process itself, not a wrapper around it: its id is the worker's
     * @param leadsGroup whether its id is also the id of a process group of its own, which can then be killed as a whole
     */
    record Launched(Process process, boolean leadsGroup) {
        public Launched {
            Objects.requireNonNull(process, "process");
        }
    }
}
