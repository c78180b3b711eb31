package io.mxgateway.grpc.worker;

import io.mxgateway.core.time.SystemTime;
import io.mxgateway.core.worker.WorkerBackendFactory;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** The whole life of a worker process, for the {@code main} of any worker written in Java. */
public final class WorkerMain {
    private static final Duration HANDSHAKE = Duration.ofSeconds(30);
    private static final Duration TAKE_DOWN = Duration.ofSeconds(1);

    private WorkerMain() {}

    /**
     * Serves one session and returns when it is over; the caller then exits with the code returned. A backend that
     * crashes halts this JVM on the spot.
     *
     * @param arguments {@code --session-id ID --pipe-name NAME --protocol-version 1}, as a gateway gives them
     * @param environment the process's environment, which holds the nonce
     * @param backends makes the one backend that is served
     * @param stdin the process's standard input: its end means that the gateway is gone
     * @return the exit code: 0 success, 1 unexpected failure, 2 invalid arguments, 3 unsupported protocol version, 4
     *     missing nonce, 5 connection to the gateway lost or never made; all but 0 with a line on standard error
     */
    public static int run(
            String[] arguments, Map<String, String> environment, WorkerBackendFactory backends, InputStream stdin) {
        InputStream lifeLine = stdin == System.in ? new FileInputStream(FileDescriptor.in) : stdin;
        return run(arguments, environment, backends, lifeLine, System.err, Runtime.getRuntime()::halt);
    }

    static int run(
            String[] arguments,
            Map<String, String> environment,
            WorkerBackendFactory backends,
            InputStream stdin,
            PrintStream err,
            IntConsumer crash) {
        WorkerHost.WorkerEnd end;
        try {
            end = serve(WorkerArguments.parse(arguments, environment), backends, stdin, crash);
        } catch (WorkerArguments.Unusable e) {
            end = new WorkerHost.WorkerEnd(e.exitCode(), e.getMessage());
        } catch (IOException e) {
            end = new WorkerHost.WorkerEnd(WorkerExit.CONNECTION_LOST, e.getMessage());
        } catch (RuntimeException e) {
            end = new WorkerHost.WorkerEnd(WorkerExit.UNEXPECTED, e.toString());
        }
        if (!end.reason().isEmpty()) {
            err.println("worker: " + end.reason());
        }
        return end.exitCode();
    }

    private static WorkerHost.WorkerEnd serve(
            WorkerArguments arguments, WorkerBackendFactory backends, InputStream stdin, IntConsumer crash)
            throws IOException {
        try (LifeLine lifeLine = new LifeLine(stdin);
                SystemTime time = new SystemTime("mxgateway-worker-timer")) {
            lifeLine.watch();
            SocketChannel channel = new WorkerConnector(time, arguments.connectAttempt(), HANDSHAKE, lifeLine.ended())
                    .connect(arguments.pipeName());
            IoLoop loop = IoLoop.start("mxgateway-worker-io");
            try {
                WorkerHost host =
                        new WorkerHost(arguments, ProcessHandle.current().pid(), backends, time, loop, channel, crash);
                lifeLine.ended()
                        .whenComplete((none, problem) -> host.finish(
                                WorkerExit.CONNECTION_LOST, "standard input has ended, so the gateway is gone"));
                host.open(HANDSHAKE);
                WorkerHost.WorkerEnd end = host.end().toCompletableFuture().join();
                CompletableFuture<Void> down =
                        host.close().toCompletableFuture().copy();
                down.completeOnTimeout(null, TAKE_DOWN.toMillis(), TimeUnit.MILLISECONDS)
                        .join();
                return end;
            } finally {
                loop.close().toCompletableFuture().join();
            }
        }
    }
}
