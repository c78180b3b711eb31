package io.mxgateway.grpc.worker;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.time.GatewayTime.Timer;
import io.mxgateway.core.worker.WorkerClient;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import io.mxgateway.core.worker.WorkerListener;
import io.mxgateway.core.worker.WorkerStartStage;
import io.mxgateway.grpc.worker.orphan.WorkerLedger;
import io.mxgateway.proto.worker.v1.GatewayHello;
import io.mxgateway.proto.worker.v1.WorkerHello;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The start of one worker: listen, launch, wait for the launched process to connect and prove itself, wait until its
 * MXAccess is up. All of it under one deadline, and whatever fails, nothing that was started is left when the future
 * fails.
 *
 * <p>Its state belongs to the worker's loop: files and spawning happen on other threads and report there.
 */
final class WorkerStart implements Candidate.Door, WorkerSocket.Guests {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerStart.class);
    // Strangers that may be connected at once while the worker is awaited; more are closed unheard.
    private static final int MAX_CANDIDATES = 8;
    // The last words of a process that ended at once may still be on their way through the pipe.
    private static final Duration LAST_WORDS = Duration.ofMillis(25);
    private static final int TOLD_LINES = 8;

    /** What is to be started. */
    record Order(String sessionId, String backend, LaunchSpec spec, String nonce, int maxPendingCommands) {
        /** Without the nonce. */
        @Override
        public String toString() {
            return "Order[sessionId=" + sessionId + ", backend=" + backend + "]";
        }
    }

    private enum Phase {
        /** The socket is made and the process spawned, on another thread. */
        LAUNCHING,
        /** The process runs; it has not proved itself. */
        AWAITING_HELLO,
        /** It has; its MXAccess is coming up. */
        AWAITING_READY,
        /** It is ready. Final. */
        DONE,
        /** It will not be; what was started is being ended. Final. */
        FAILED
    }

    private final WorkerMachinery machinery;
    private final IoLoop loop;
    private final ProcessLauncher launcher;
    private final Order order;
    private final WorkerListener listener;
    private final long startedNanos;
    private final CompletableFuture<WorkerClient> result = new CompletableFuture<>();
    private final List<Candidate> candidates = new ArrayList<>();
    // All below belongs to the loop's thread.
    private Phase phase = Phase.LAUNCHING;
    private boolean handshakeTold;
    private Timer deadline = Timer.NONE;
    // Null until listening, and again when nobody else may come.
    private WorkerSocket socket;
    // Null until spawned.
    private WorkerProcess process;
    // Null until accepted.
    private ProcessWorkerClient client;
    // The launch thread has done what it was asked, one way or the other.
    private boolean reported;
    // Null until the start has failed.
    private WorkerException failure;
    private int refusals;
    private String lastRefusal = "";

    WorkerStart(
            WorkerMachinery machinery, IoLoop loop, ProcessLauncher launcher, Order order, WorkerListener listener) {
        this.machinery = machinery;
        this.loop = loop;
        this.launcher = launcher;
        this.order = order;
        this.listener = listener;
        this.startedNanos = machinery.time().nanoTime();
    }

    /** Starts the worker; once. */
    CompletableFuture<WorkerClient> start() {
        Timer timer = machinery.time().after(machinery.options().startupTimeout(), () -> loop.execute(this::timeUp));
        loop.execute(() -> deadline = timer);
        result.whenComplete((worker, problem) -> {
            if (result.isCancelled()) {
                loop.execute(this::cancelled);
            }
        });
        stage(WorkerStartStage.STARTING_WORKER);
        try {
            machinery.launches().execute(this::launch);
        } catch (RejectedExecutionException e) {
            loop.execute(() -> launchFailed(new IOException("too many workers are being started at once", e)));
        }
        return result;
    }

    // On a launch thread: may block.
    private void launch() {
        WorkerSocket listening = null;
        try {
            Executables.check(order.spec());
            listening = WorkerSocket.listen(machinery.sockets(), order.sessionId());
            LaunchSpec spec =
                    LaunchArguments.complete(order.spec(), order.sessionId(), listening.path(), order.nonce());
            ProcessLauncher.Launched launched = launcher.launch(spec);
            WorkerLedger.Entry entry =
                    machinery.ledger().launched(launched.process().toHandle(), spec.command());
            WorkerSocket open = listening;
            loop.execute(() -> launched(open, launched, entry));
        } catch (Exception | Error e) {
            if (listening != null) {
                listening.close();
                listening.removeFile();
            }
            loop.execute(() -> launchFailed(e));
        }
    }

    private void launchFailed(Throwable problem) {
        reported = true;
        if (phase == Phase.FAILED) {
            result.completeExceptionally(failure);
            machinery.leave();
        } else {
            fail(
                    problem instanceof WorkerException
                            ? problem.getMessage()
                            : "its process cannot be started: " + problem.getMessage(),
                    problem);
        }
    }

    private void launched(WorkerSocket listening, ProcessLauncher.Launched launched, WorkerLedger.Entry entry) {
        reported = true;
        List<String> secrets = new ArrayList<>(order.spec().environment().values());
        secrets.add(order.nonce());
        process = new WorkerProcess(machinery, launched, entry, order.sessionId(), new Redaction(secrets));
        process.exited().whenComplete((code, problem) -> loop.execute(this::exitedEarly));
        socket = listening;
        if (phase == Phase.FAILED) {
            // Given up while it was being spawned.
            endProcess();
            return;
        }
        phase = Phase.AWAITING_HELLO;
        stage(WorkerStartStage.WAITING_FOR_PIPE);
        LOG.debug(
                "worker launched: session={} backend={} worker={}", order.sessionId(), order.backend(), process.pid());
        socket.open(loop, machinery.time(), this);
    }

    @Override
    public void connected(SocketChannel channel) {
        if (phase != Phase.AWAITING_HELLO || candidates.size() >= MAX_CANDIDATES) {
            refusal("too many connections");
            IoLoop.closeQuietly(channel);
            return;
        }
        if (!handshakeTold) {
            handshakeTold = true;
            stage(WorkerStartStage.HANDSHAKING);
        }
        int maxFrameBytes = machinery.options().maxFrameBytes();
        Candidate candidate = new Candidate(loop, channel, order.sessionId(), order.nonce(), maxFrameBytes, this);
        candidates.add(candidate);
        candidate.open(GatewayHello.newBuilder()
                .setGatewayVersion(Versions.OURS)
                .setProtocolVersion(EnvelopeChecker.PROTOCOL_VERSION)
                .setHeartbeatInterval(WireTimes.duration(machinery.options().heartbeatInterval()))
                .setMaxFrameBytes(maxFrameBytes)
                .setAcceptsEventBatch(true)
                .build());
    }

    @Override
    public void turnedAway(String why) {
        refusal(why);
    }

    @Override
    public boolean isLaunched(long pid) {
        return process.isOrFathered(pid);
    }

    @Override
    public WireConnection.Handler accepted(Candidate candidate, WorkerHello hello) {
        candidates.remove(candidate);
        phase = Phase.AWAITING_READY;
        stopListening();
        stage(WorkerStartStage.INITIALIZING_WORKER);
        client = new ProcessWorkerClient(
                new ProcessWorkerClient.Parts(
                        machinery, loop, order.sessionId(), process, listener, order.maxPendingCommands()),
                candidate.connection(),
                candidate.checker(),
                hello.getWorkerVersion());
        client.open();
        client.ready().whenComplete((who, problem) -> loop.execute(() -> readyOrNot(problem)));
        client.gone().thenRun(machinery::leave);
        return client.inbound();
    }

    private void readyOrNot(Throwable problem) {
        if (phase != Phase.AWAITING_READY) {
            return;
        }
        if (problem != null) {
            failWithLastWords(problem.getMessage(), problem);
            return;
        }
        phase = Phase.DONE;
        deadline.cancel();
        machinery
                .metrics()
                .observe(
                        GatewayMetric.WORKERS_STARTUP_DURATION, machinery.time().nanoTime() - startedNanos);
        if (!result.complete(client)) {
            client.kill("the start was cancelled");
        }
    }

    @Override
    public void unusable(Candidate candidate, WorkerException why) {
        candidates.remove(candidate);
        fail(why.getMessage(), why);
    }

    @Override
    public void refused(Candidate candidate, String why) {
        candidates.remove(candidate);
        refusal(why);
    }

    private void refusal(String why) {
        refusals++;
        lastRefusal = why;
        LOG.warn("a connection was refused: session={} why={}", order.sessionId(), why);
    }

    private void exitedEarly() {
        // Its end as a client, or the end that we made, speaks for itself.
        if (phase == Phase.AWAITING_HELLO) {
            failWithLastWords("it ended before it had connected: " + process.ending(), null);
        }
    }

    private void failWithLastWords(String why, Throwable cause) {
        machinery.time().after(LAST_WORDS, () -> loop.execute(() -> fail(why, cause)));
    }

    private void timeUp() {
        String waitedFor = switch (phase) {
            case LAUNCHING -> "its process has not been spawned";
            case AWAITING_HELLO -> handshakeTold ? "nobody who connected has proved to be it" : "it has not connected";
            default -> "it has said hello but is not ready";
        };
        fail(
                waitedFor + " within workers.startup-timeout="
                        + machinery.options().startupTimeout().toMillis() + " ms",
                null);
    }

    private void cancelled() {
        if (process != null) {
            process.part();
        }
        fail("the start was cancelled", null);
    }

    private void fail(String why, Throwable cause) {
        if (phase == Phase.DONE || phase == Phase.FAILED) {
            return;
        }
        failure = new WorkerException(WorkerErrorCode.START_FAILED, text(why), cause);
        phase = Phase.FAILED;
        deadline.cancel();
        if (client != null) {
            client.end(failure);
            client.gone().thenRun(() -> result.completeExceptionally(failure));
        } else if (process != null) {
            endProcess();
        } else if (reported) {
            result.completeExceptionally(failure);
            machinery.leave();
        } else {
            // A spawn that hangs must not hold up the caller; its process is ended when it shows up after all.
            machinery.time().after(machinery.options().killTimeout(), () -> result.completeExceptionally(failure));
        }
    }

    private void endProcess() {
        stopListening();
        if (!process.hasExited()) {
            machinery.metrics().count(GatewayMetric.WORKERS_KILLED, "start-failed");
        }
        process.end().thenRun(() -> {
            machinery.metrics().count(GatewayMetric.WORKERS_EXITED, "start-failed");
            result.completeExceptionally(failure);
            machinery.leave();
        });
    }

    private void stopListening() {
        if (socket != null) {
            WorkerSocket closing = socket;
            socket = null;
            closing.close();
            machinery.clean(closing::removeFile);
        }
        candidates.forEach(other -> other.connection().close());
        candidates.clear();
    }

    private String text(String why) {
        StringBuilder text = new StringBuilder("the worker did not start: ").append(why);
        text.append(" session=").append(order.sessionId()).append(" backend=").append(order.backend());
        if (process != null) {
            text.append(" pid=").append(process.pid());
        }
        if (refusals > 0) {
            text.append(" refusedConnections=").append(refusals);
            text.append(" lastRefusal=\"").append(lastRefusal).append('"');
        }
        List<String> lines = process == null ? List.of() : linesOf(process);
        if (!lines.isEmpty()) {
            text.append(" lastOutput=").append(lines);
        }
        return text.toString();
    }

    private static List<String> linesOf(WorkerProcess process) {
        process.readOutput();
        List<String> lines = process.lastOutput();
        return lines.subList(Math.max(0, lines.size() - TOLD_LINES), lines.size());
    }

    private void stage(WorkerStartStage stage) {
        loop.execute(() -> {
            if (phase != Phase.FAILED) {
                listener.onStage(stage);
            }
        });
    }
}
