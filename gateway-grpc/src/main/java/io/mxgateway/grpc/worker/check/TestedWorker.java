package io.mxgateway.grpc.worker.check;

import io.mxgateway.grpc.worker.LaunchArguments;
import io.mxgateway.grpc.worker.LaunchSpec;
import io.mxgateway.grpc.worker.ProcessLauncher.Launched;
import io.mxgateway.grpc.worker.orphan.ProcessTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One started worker with its socket and its output. Closing it leaves nothing behind, whatever the worker did.
 *
 * <p>Not thread-safe.
 */
final class TestedWorker implements AutoCloseable {
    /** The longest frame taken from a worker; small, so that one that does not heed it is found out cheaply. */
    static final int MAX_FRAME_BYTES = 64 << 10;

    // How long one look may take, so that the others get their turn: connection, output, process.
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration EXIT = Duration.ofMillis(500);
    private static final Duration KILL = Duration.ofSeconds(5);

    private final Bench bench;
    private final Identity identity;
    private final Path socket;
    private final GatewayLink link;
    private final Launched launched;
    private final ProcessOutput output;
    // What the worker had started when it was last looked at, still running or not.
    private List<ProcessHandle> children = List.of();

    private TestedWorker(Bench bench, Identity identity, Path socket, GatewayLink link, Launched launched) {
        this.bench = bench;
        this.identity = identity;
        this.socket = socket;
        this.link = link;
        this.launched = launched;
        this.output = new ProcessOutput(launched.process().getInputStream(), identity);
    }

    /**
     * Listens, and starts a worker.
     *
     * @param variation what is done to the proper command line and environment before
     * @throws IOException when there is no place to listen, which is not the worker's fault
     * @throws StepFailed when the worker cannot be started
     */
    static TestedWorker launch(Bench bench, UnaryOperator<LaunchSpec> variation) throws IOException, StepFailed {
        Identity identity = Identity.create(bench.random());
        Path directory = Files.createTempDirectory(
                bench.temporary(), "mxgateway-" + ProcessHandle.current().pid() + "-check-");
        Path socket = directory.resolve("worker.sock");
        GatewayLink link = null;
        try {
            link = GatewayLink.listen(socket, MAX_FRAME_BYTES, bench.time());
            LaunchSpec spec = LaunchArguments.complete(bench.worker(), identity.sessionId(), socket, identity.nonce());
            return new TestedWorker(bench, identity, socket, link, launch(bench, variation.apply(spec)));
        } catch (IOException | StepFailed | RuntimeException e) {
            if (link != null) {
                link.close();
            }
            remove(socket);
            throw e;
        }
    }

    private static Launched launch(Bench bench, LaunchSpec spec) throws StepFailed {
        try {
            return bench.launcher().launch(spec);
        } catch (IOException e) {
            throw new StepFailed("it cannot be started: " + e.getMessage(), "");
        }
    }

    Identity identity() {
        return identity;
    }

    GatewayLink link() {
        return link;
    }

    /** Whether a process id is that of the worker, or of a process under it: it may be started by a script. */
    boolean owns(int pid) {
        ProcessHandle handle = ProcessHandle.of(Integer.toUnsignedLong(pid)).orElse(null);
        while (handle != null && handle.pid() != launched.process().pid()) {
            handle = handle.parent().orElse(null);
        }
        return handle != null || pid == (int) launched.process().pid();
    }

    /** Waits until it connects; whether it has. Gives up early when the process ends. */
    boolean awaitConnection(long deadline) throws IOException {
        while (!link.isConnected()) {
            output.poll();
            boolean last = !launched.process().isAlive() || bench.time().nanoTime() >= deadline;
            if (!link.accept(LOOK) && last) {
                return false;
            }
        }
        return true;
    }

    /** Looks for a frame, for a short while; null when none came. */
    Frame look() throws IOException {
        output.poll();
        return link.next(LOOK);
    }

    /** Waits until the process ends, without reading what it sends; empty when it still runs. */
    OptionalInt awaitExit(long deadline) throws InterruptedException {
        Process process = launched.process();
        while (process.isAlive() && bench.time().nanoTime() < deadline) {
            output.poll();
            process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
        output.poll();
        return exitCode();
    }

    /** Gives a worker that has closed its connection the moment it needs to exit, so that its exit code can be told. */
    void letExit() {
        launched.process()
                .onExit()
                .copy()
                .completeOnTimeout(null, EXIT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** Its exit code; empty while it runs. */
    OptionalInt exitCode() {
        Process process = launched.process();
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /** Ends its standard input. */
    void endInput() throws IOException {
        launched.process().getOutputStream().close();
    }

    /** Notes what processes it has started until now. */
    void noteChildren() {
        children = Stream.concat(children.stream(), launched.process().descendants())
                .distinct()
                .toList();
    }

    /** Waits until the processes noted have ended; returns those that still run. */
    List<ProcessHandle> awaitChildrenGone(Duration atMost) {
        CompletableFuture.allOf(children.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, atMost.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        return children.stream().filter(ProcessHandle::isAlive).toList();
    }

    /** Whether it has written the nonce to its output. */
    boolean leakedNonce() {
        return output.leaked();
    }

    /** How it stands with the process, for a person. */
    String condition() {
        output.poll();
        OptionalInt code = exitCode();
        String lines = output.lastLines();
        return (code.isPresent() ? "its process ended with exit code " + code.getAsInt() : "its process still runs")
                + (lines.isEmpty() ? "" : "; last output: " + lines);
    }

    @Override
    public void close() throws IOException {
        Process process = launched.process();
        // Also when the thread was interrupted: the worker must be gone first, and that is soon.
        boolean interrupted = Thread.interrupted();
        try {
            children.forEach(ProcessHandle::destroyForcibly);
            ProcessTree.kill(List.of(process.toHandle()), launched.leadsGroup(), KILL);
            process.waitFor(KILL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            closeStreams(process);
            link.close();
            remove(socket);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    // A pipe that the process has left already is closed as well as it can be.
    private static void closeStreams(Process process) {
        try (var in = process.getInputStream();
                var out = process.getOutputStream()) {
            out.flush();
            in.skip(in.available());
        } catch (IOException brokenPipe) {
            // Nothing was left to write.
        }
    }

    private static void remove(Path socket) throws IOException {
        Files.deleteIfExists(socket);
        Files.deleteIfExists(socket.getParent());
    }
}
