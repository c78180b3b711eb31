package io.mxgateway.grpc.worker.orphan;

import io.mxgateway.core.time.GatewayTime;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends, before a gateway takes its first session, the workers that gateways which live no longer left running, and
 * removes their files.
 *
 * <p>A gateway is dead when its lock can be taken. A process of its manifest is ended, with its process group and its
 * descendants, only if id, start and arguments are still those that were written down. Nothing that goes wrong keeps a
 * gateway from starting: it is logged, and the files stay for the next start.
 *
 * <p>Thread-safe, but meant for one call: {@link #reap()} blocks.
 */
public final class OrphanReaper {
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    // Signals are sent even when no time is left to see what comes of them.
    private static final Duration LEAST = Duration.ofMillis(250);

    private final Path directory;
    private final List<Path> socketParents;
    private final Duration bound;
    private final GatewayTime time;
    private final Logger log;

    /**
     * What a reaper did.
     *
     * @param ended how many orphaned workers are gone
     * @param surviving how many were killed and are not gone in time; they stay in their manifest
     * @param recycled how many lines named a process that has ended, or another process by now
     * @param socketDirectories how many directories of dead gateways were removed
     */
    public record Reaped(int ended, int surviving, int recycled, int socketDirectories) {}

    /**
     * A reaper for a gateway that is about to start.
     *
     * @param own the manifest of that gateway; it tells where the others are
     * @param runDirectory where gateways make directories for sockets
     * @param temporary where they make them when the paths would be too long
     * @param bound how long to wait until killed processes are gone
     * @param time measures that
     */
    public OrphanReaper(WorkerManifest own, Path runDirectory, Path temporary, Duration bound, GatewayTime time) {
        this(own, runDirectory, temporary, bound, time, LoggerFactory.getLogger(OrphanReaper.class));
    }

    OrphanReaper(WorkerManifest own, Path runDirectory, Path temporary, Duration bound, GatewayTime time, Logger log) {
        this.directory = own.directory();
        this.socketParents = List.of(runDirectory.toAbsolutePath(), temporary.toAbsolutePath());
        this.bound = bound;
        this.time = time;
        this.log = log;
    }

    /** Ends the orphans and removes what dead gateways left. Never fails. */
    public Reaped reap() {
        long deadline = time.nanoTime() + bound.toNanos();
        int ended = 0;
        int surviving = 0;
        int recycled = 0;
        for (Instance instance : instances()) {
            try {
                Reaped one = reap(instance, deadline);
                ended += one.ended();
                surviving += one.surviving();
                recycled += one.recycled();
            } catch (IOException e) {
                log.warn("what a gateway left cannot be looked after directory={} {}", directory, instance, e);
            }
        }
        int removed = 0;
        for (Path parent : Set.copyOf(socketParents)) {
            removed += new StaleSockets(log).removeFrom(parent);
        }
        return new Reaped(ended, surviving, recycled, removed);
    }

    private Set<Instance> instances() {
        Set<Instance> found = new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            files.forEach(file -> Instance.of(file).ifPresent(found::add));
        } catch (IOException | DirectoryIteratorException e) {
            log.warn("orphaned workers cannot be looked for in {}", directory, e);
        }
        return found;
    }

    private Reaped reap(Instance instance, long deadline) throws IOException {
        try (DeadInstance dead = DeadInstance.claim(directory, instance).orElse(null)) {
            if (dead == null) {
                return new Reaped(0, 0, 0, 0);
            }
            ManifestFile.Content content = dead.read();
            if (content.state() == ManifestFile.State.NEWER) {
                log.warn(
                        "a manifest was written by a newer gateway and is left alone, with the workers it names;"
                                + " start that version once, or end them and delete the file file={}",
                        dead.manifest());
                return new Reaped(0, 0, 0, 0);
            }
            if (content.unreadable() > 0) {
                log.warn(
                        "a manifest is damaged; what can be read of it is used file={} usableLines={} otherLines={}",
                        dead.manifest(),
                        content.records().size(),
                        content.unreadable());
            }
            Reaped reaped = end(content.records(), deadline);
            if (reaped.surviving() == 0) {
                dead.forget();
            }
            if (!content.records().isEmpty()) {
                log.info(
                        "looked after the workers of a dead gateway gatewayPid={} ended={} surviving={} notTheirs={}",
                        instance.pid(),
                        reaped.ended(),
                        reaped.surviving(),
                        reaped.recycled());
            }
            return reaped;
        }
    }

    private Reaped end(List<WorkerRecord> records, long deadline) {
        List<WorkerRecord> orphans = new ArrayList<>();
        List<ProcessHandle> processes = new ArrayList<>();
        for (WorkerRecord record : records) {
            record.running().ifPresent(process -> {
                orphans.add(record);
                processes.add(process);
            });
        }
        ProcessTree.kill(processes, true, atLeast(deadline));
        List<WorkerRecord> left = new ArrayList<>(orphans);
        left.removeIf(record -> record.running().isEmpty());
        while (!left.isEmpty() && time.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            left.removeIf(record -> record.running().isEmpty());
        }
        left.forEach(record -> log.error(
                "an orphaned worker was killed but is not gone; it is tried again at the next start: worker={} waitedMs={}",
                record.pid(),
                bound.toMillis()));
        return new Reaped(orphans.size() - left.size(), left.size(), records.size() - orphans.size(), 0);
    }

    private Duration atLeast(long deadline) {
        Duration remaining = Duration.ofNanos(deadline - time.nanoTime());
        return remaining.compareTo(LEAST) < 0 ? LEAST : remaining;
    }
}
