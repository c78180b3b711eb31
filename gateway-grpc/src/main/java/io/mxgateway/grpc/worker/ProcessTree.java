package io.mxgateway.grpc.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a process with everything it started. Blocks, but not for long. */
final class ProcessTree {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessTree.class);
    private static final Path SHELL = Path.of("/bin/sh");

    private ProcessTree() {}

    /**
     * Kills a process, every descendant that can be found, and its process group if it leads one.
     *
     * @param bound how long the signal to the group may take
     */
    static void kill(ProcessLauncher.Launched launched, Duration bound) {
        Process process = launched.process();
        // Found first: once the process is gone its children have another parent.
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        if (launched.leadsGroup()) {
            killGroup(process.pid(), bound);
        }
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    // The JDK signals single processes only; the shell's own kill knows groups and is there wherever setsid is.
    private static void killGroup(long group, Duration bound) {
        if (!Files.isExecutable(SHELL)) {
            return;
        }
        try {
            Process kill = new ProcessBuilder(SHELL.toString(), "-c", "kill -s KILL -- -" + group)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            kill.getOutputStream().close();
            if (!kill.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                kill.destroyForcibly();
                LOG.warn("killing the process group {} took longer than {} ms", group, bound.toMillis());
            }
        } catch (IOException e) {
            LOG.warn("the process group {} cannot be killed; its known processes are killed one by one", group, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
