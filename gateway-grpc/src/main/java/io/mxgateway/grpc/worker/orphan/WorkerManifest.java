package io.mxgateway.grpc.worker.orphan;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger of one gateway as a file in its run directory, which a later gateway reads if this one is killed. A lock on
 * a file beside it, held until this is closed or the process ends, tells others that this gateway lives.
 *
 * <p>Every change writes the whole manifest anew, beside the old one, and renames: it is never seen half written, and
 * one write that succeeds repairs all that failed before. Failed writes are logged when they begin and when they end.
 * One write is under way at a time; a change that comes meanwhile is written by the thread that is writing already, so
 * it may reach the file a moment after its call has returned.
 *
 * <p>Thread-safe.
 */
public final class WorkerManifest implements WorkerLedger, AutoCloseable {
    private final Path directory;
    private final Instance instance;
    private final FileChannel lockFile;
    private final FileReplacer files;
    private final Logger log;

    private final Object lock = new Object();
    // Guarded by lock: the workers that run, by when they were launched.
    private final Map<Row, WorkerRecord> records = new LinkedHashMap<>();
    // Guarded by lock: how many changes there were.
    private long changes;
    // Guarded by lock: a thread is writing and will look again before it stops.
    private boolean writing;
    // Guarded by lock: no more entries; the files are to be left.
    private boolean closing;
    // Belongs to the thread that is writing: the last write failed and that has been logged.
    private boolean failing;
    // Belongs to the thread that is writing: the file exists, with workers in it.
    private boolean listsWorkers;

    WorkerManifest(Path directory, Instance instance, FileChannel lockFile, FileReplacer files, Logger log) {
        this.directory = directory;
        this.instance = instance;
        this.lockFile = lockFile;
        this.files = files;
        this.log = log;
    }

    /**
     * Opens the manifest of a new gateway; several in one process may share a run directory. The directory is made if it
     * does not exist. Close it when the gateway has ended.
     *
     * @param runDirectory where the gateway keeps its files
     * @param random makes the name unique
     * @throws RunDirectoryException when no files can be kept there
     */
    public static WorkerManifest open(Path runDirectory, Random random) {
        return open(runDirectory, random, FileReplacer.RENAMING, LoggerFactory.getLogger(WorkerManifest.class));
    }

    static WorkerManifest open(Path runDirectory, Random random, FileReplacer files, Logger log) {
        Instance instance = Instance.ofThisProcess(random);
        Path directory = RunDirectory.prepare(runDirectory);
        return new WorkerManifest(directory, instance, RunDirectory.lock(directory, instance), files, log);
    }

    /** Where manifests are, this one and others. */
    Path directory() {
        return directory;
    }

    @Override
    public Entry launched(ProcessHandle process, List<String> command) {
        Optional<Instant> start = process.info().startInstant();
        if (start.isEmpty() || command.isEmpty()) {
            // It has ended already, or could never be known again.
            return Entry.NONE;
        }
        Row row = new Row();
        synchronized (lock) {
            if (closing) {
                return Entry.NONE;
            }
            records.put(row, new WorkerRecord(process.pid(), start.get(), command));
        }
        write();
        return row;
    }

    /**
     * Ends the book and gives up its lock; idempotent. Workers that are still in it are orphans from now on, for the next
     * gateway to end; without any, no file remains.
     */
    @Override
    public void close() {
        synchronized (lock) {
            if (closing) {
                return;
            }
            closing = true;
        }
        write();
    }

    private void write() {
        synchronized (lock) {
            changes++;
            if (writing) {
                return;
            }
            writing = true;
        }
        boolean more = true;
        while (more) {
            List<WorkerRecord> current;
            long written;
            boolean last;
            synchronized (lock) {
                current = List.copyOf(records.values());
                written = changes;
                last = closing;
            }
            if (!last || !current.isEmpty()) {
                write(current);
            }
            if (last) {
                // Whoever strikes an entry out from here on writes nothing: the flag stays up.
                leave(current.isEmpty());
                return;
            }
            synchronized (lock) {
                more = changes != written;
                writing = more;
            }
        }
    }

    private void write(List<WorkerRecord> current) {
        try {
            if (current.isEmpty() && !listsWorkers) {
                return;
            }
            files.replace(instance.manifestIn(directory), ManifestFile.write(current));
            listsWorkers = !current.isEmpty();
            if (failing) {
                failing = false;
                log.info(
                        "workers are written down again file={} workers={}",
                        instance.manifestIn(directory),
                        current.size());
            }
        } catch (IOException e) {
            if (!failing) {
                failing = true;
                log.warn(
                        "workers cannot be written down, and would not be ended by a later gateway if this one were killed;"
                                + " make room on the disk or repair the directory file={} workers={}",
                        instance.manifestIn(directory),
                        current.size(),
                        e);
            }
        }
    }

    private void leave(boolean empty) {
        try (lockFile) {
            if (empty) {
                // The manifest first: nobody is to find one without a lock.
                Files.deleteIfExists(instance.manifestIn(directory));
                Files.deleteIfExists(instance.lockIn(directory));
            }
        } catch (IOException e) {
            log.warn("the files of this gateway cannot be removed from {}; the next one does", directory, e);
        }
    }

    /** One worker in the book; itself its key, as process ids may repeat. */
    private final class Row implements Entry {
        private final AtomicBoolean struck = new AtomicBoolean();

        @Override
        public void gone() {
            if (struck.compareAndSet(false, true)) {
                synchronized (lock) {
                    records.remove(this);
                }
                write();
            }
        }
    }
}
