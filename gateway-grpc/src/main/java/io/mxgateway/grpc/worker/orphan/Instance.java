package io.mxgateway.grpc.worker.orphan;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which gateway a file of the run directory belongs to. The name tells it, so that nobody has to open a file of a
 * gateway in the same process: closing it again would give up that gateway's lock on many platforms.
 *
 * @param pid the gateway's process
 * @param startMillis when that process began, in milliseconds of the epoch; 0 where the platform does not tell
 * @param tail eight random hex digits, for several gateways in one process
 */
record Instance(long pid, long startMillis, String tail) {
    /** The ending of the file whose lock tells that the gateway lives. */
    static final String LOCK = ".lock";
    /** The ending of the file that lists the workers. */
    static final String MANIFEST = ".workers";
    /** The further ending of a file that is not yet in its place. */
    static final String UNFINISHED = ".new";

    private static final Pattern FILE = Pattern.compile("mxgateway-([1-9][0-9]{0,9})-([0-9a-f]{1,16})-([0-9a-f]{8})(\\"
            + LOCK + "|\\" + MANIFEST + ")(\\" + UNFINISHED + ")?");

    /** A new gateway in this process. */
    static Instance ofThisProcess(Random random) {
        byte[] tail = new byte[4];
        random.nextBytes(tail);
        ProcessHandle self = ProcessHandle.current();
        return new Instance(self.pid(), startMillis(self), HexFormat.of().formatHex(tail));
    }

    /** Whose file this is; empty when it is no file of a gateway. */
    static Optional<Instance> of(Path file) {
        Matcher matcher = FILE.matcher(file.getFileName().toString());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Instance(
                Long.parseLong(matcher.group(1)), Long.parseUnsignedLong(matcher.group(2), 16), matcher.group(3)));
    }

    Path lockIn(Path directory) {
        return directory.resolve(base() + LOCK);
    }

    Path manifestIn(Path directory) {
        return directory.resolve(base() + MANIFEST);
    }

    /** Whether the gateway runs, or ran, in this very process. */
    boolean isInThisProcess() {
        ProcessHandle self = ProcessHandle.current();
        return pid == self.pid() && startMillis == startMillis(self);
    }

    /** Whether its process may be alive; asked only where there is no lock to tell. */
    boolean mayLive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(handle -> startMillis == 0
                        || startMillis(handle) == 0
                        || Math.abs(startMillis(handle) - startMillis) <= WorkerRecord.TOLERANCE.toMillis())
                .orElse(false);
    }

    private String base() {
        return "mxgateway-" + pid + "-" + Long.toHexString(startMillis) + "-" + tail;
    }

    private static long startMillis(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
