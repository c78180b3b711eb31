package io.mxgateway.grpc.worker.orphan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends processes with everything they started. Thread-safe; blocks, but not for long. */
public final class ProcessTree {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessTree.class);
    private static final Path SHELL = Path.of("/bin/sh");
    // One command line stays far below what a platform takes.
    private static final int GROUPS_AT_ONCE = 1024;

    private ProcessTree() {}

    /**
     * Kills processes, every descendant of theirs that can be found, and their process groups.
     *
     * @param roots the processes; one that has just ended is no error, what is left of its group is killed all the same
     * @param leadGroups whether each of them may lead a process group of its own, to be killed as a whole; the group of
     *     a process that leads none is left alone
     * @param bound how long the signals to the groups may take, in all
     * @throws IllegalArgumentException for this process, or one with an id that no worker can have
     */
    public static void kill(Collection<ProcessHandle> roots, boolean leadGroups, Duration bound) {
        roots.forEach(ProcessTree::check);
        // Found first: once a process is gone its children have another parent.
        List<ProcessHandle> descendants =
                roots.stream().flatMap(ProcessHandle::descendants).toList();
        // The groups before their leaders: while a leader is there, no other group can have its id. Without its leader
        // a
        // group keeps its id for as long as anybody is in it.
        if (leadGroups) {
            List<Long> groups = roots.stream().map(ProcessHandle::pid).toList();
            for (int from = 0; from < groups.size(); from += GROUPS_AT_ONCE) {
                killGroups(groups.subList(from, Math.min(groups.size(), from + GROUPS_AT_ONCE)), bound);
            }
        }
        roots.forEach(ProcessHandle::destroyForcibly);
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    // To kill(1), the groups 0 and 1 mean our own and everybody's.
    private static void check(ProcessHandle root) {
        if (root.pid() <= 1 || root.pid() == ProcessHandle.current().pid()) {
            throw new IllegalArgumentException("process " + root.pid() + " is never to be killed from here");
        }
    }

    // The JDK signals single processes only; the shell's own kill knows groups and is there wherever setsid is.
    private static void killGroups(List<Long> groups, Duration bound) {
        if (groups.isEmpty() || !Files.isExecutable(SHELL)) {
            return;
        }
        String targets = groups.stream().map(group -> "-" + group).collect(Collectors.joining(" "));
        try {
            Process kill = new ProcessBuilder(SHELL.toString(), "-c", "kill -s KILL -- " + targets)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            kill.getOutputStream().close();
            if (!kill.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                kill.destroyForcibly();
                LOG.warn("killing the process groups {} took longer than {} ms", groups, bound.toMillis());
            }
        } catch (IOException e) {
            LOG.warn("the process groups {} cannot be killed; their known processes are killed one by one", groups, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
