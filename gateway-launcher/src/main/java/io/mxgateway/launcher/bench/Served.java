package io.mxgateway.launcher.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A server under measurement: its process, a look into it, and the workers below it. Used by one thread. */
final class Served implements AutoCloseable {
    /**
     * What was used up.
     *
     * @param cpuNanos of processor time, by the server
     * @param workerNanos of processor time, by its workers
     * @param allocatedBytes by the server
     */
    record Usage(long cpuNanos, long workerNanos, long allocatedBytes) {
        Usage since(Usage before) {
            return new Usage(
                    cpuNanos - before.cpuNanos,
                    workerNanos - before.workerNanos,
                    allocatedBytes - before.allocatedBytes);
        }
    }

    private static final int KIB = 1024;

    private final Child child;
    private final Probe probe;

    Served(Child child) {
        this.child = child;
        try {
            this.probe = Probe.into(child.handle().pid());
        } catch (BenchFailure e) {
            child.close();
            throw e;
        }
    }

    Client connect() {
        return new Client(child.address());
    }

    Usage usage() {
        long workers = child.handle().descendants().mapToLong(Served::cpuNanos).sum();
        return new Usage(cpuNanos(child.handle()), workers, probe.allocatedBytes());
    }

    private static long cpuNanos(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    long heapBytes() {
        return probe.heapBytes();
    }

    /** The resident memory of the server, in bytes; NaN where the platform does not tell. */
    double residentBytes() {
        return residentBytes(child.handle());
    }

    /** The resident memory of a worker, on average. */
    double workerResidentBytes() {
        return child.handle()
                .descendants()
                .mapToDouble(Served::residentBytes)
                .average()
                .orElse(Double.NaN);
    }

    private static double residentBytes(ProcessHandle process) {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        try {
            List<String> lines = Files.exists(status) ? Files.readAllLines(status) : List.of();
            return lines.stream()
                    .filter(line -> line.startsWith("VmRSS"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * KIB)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException gone) {
            return Double.NaN;
        }
    }

    /** Waits until so many workers live. */
    void awaitWorkers(int count, Duration atMost) throws InterruptedException {
        child.await(
                count + " workers", atMost, () -> child.handle().descendants().count() == count);
    }

    @Override
    public void close() {
        probe.close();
        child.close();
    }
}
