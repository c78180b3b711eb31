package io.mxgateway.grpc.worker;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.time.GatewayTime.Timer;
import io.mxgateway.grpc.worker.orphan.ProcessTree;
import io.mxgateway.grpc.worker.orphan.WorkerLedger;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process of one worker, with its output, from the launch until nothing of it is left. Its standard input stays open
 * and is never written to: when it ends, the worker knows that the gateway is gone.
 *
 * <p>Thread-safe; nothing blocks.
 */
final class WorkerProcess {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);

    private final WorkerMachinery machinery;
    private final ProcessLauncher.Launched launched;
    private final WorkerLedger.Entry entry;
    private final String sessionId;
    private final Redaction redaction;
    private final WorkerOutput output;
    private final CompletableFuture<Integer> exited;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final AtomicBoolean ending = new AtomicBoolean();
    private final AtomicBoolean released = new AtomicBoolean();

    WorkerProcess(
            WorkerMachinery machinery,
            ProcessLauncher.Launched launched,
            WorkerLedger.Entry entry,
            String sessionId,
            Redaction redaction) {
        this.machinery = machinery;
        this.launched = launched;
        this.entry = entry;
        this.sessionId = sessionId;
        this.redaction = redaction;
        this.output =
                new WorkerOutput(sessionId, pid(), launched.process().getInputStream(), redaction, machinery.time());
        this.exited = launched.process().onExit().thenApply(Process::exitValue);
        machinery.pump().add(output);
        machinery.metrics().move(GatewayMetric.WORKERS_RUNNING, 1);
    }

    long pid() {
        return launched.process().pid();
    }

    /** Whether a process is this one or descends from it. */
    boolean isOrFathered(long candidate) {
        if (candidate == pid()) {
            return true;
        }
        ProcessHandle handle = ProcessHandle.of(candidate).orElse(null);
        while (handle != null && handle.pid() != pid()) {
            handle = handle.parent().orElse(null);
        }
        return handle != null;
    }

    /** Completes with the exit code when the process itself has ended. */
    CompletionStage<Integer> exited() {
        return exited;
    }

    /** Whether the process itself has ended. */
    boolean hasExited() {
        return exited.isDone();
    }

    /** How it ended, for a person. */
    String ending() {
        return exited.isDone()
                ? "its process " + pid() + " ended with exit code " + exited.join()
                : "its process " + pid() + " still runs";
    }

    /** What it says of itself, without the secrets it was launched with. */
    String redacted(String text) {
        return redaction.apply(text);
    }

    /** The last lines of its output. */
    List<String> lastOutput() {
        return output.lastLines();
    }

    /** It is ended on purpose: what it says from now on is a detail. */
    void part() {
        output.part();
    }

    /** Reads what it has written until now. */
    void readOutput() {
        output.poll(new byte[16 << 10]);
    }

    /**
     * Ends the process, if it has not ended by itself, and everything it left behind; idempotent.
     *
     * @return completes when all is gone, or given up after the bound for killing; never exceptionally
     */
    CompletionStage<Void> end() {
        if (ending.compareAndSet(false, true)) {
            Timer bound = machinery.time().after(machinery.options().killTimeout(), this::givenUp);
            CompletableFuture<Void> killed = new CompletableFuture<>();
            kill(killed);
            killed.thenCombine(exited, (none, code) -> code)
                    .thenRun(() -> machinery.clean(() -> {
                        // Only here: one that was given up stays in the ledger until it is gone after all.
                        entry.gone();
                        bound.cancel();
                        release();
                    }));
        }
        return gone.copy();
    }

    private void kill(CompletableFuture<Void> killed) {
        try {
            machinery.ends().execute(() -> {
                try {
                    ProcessTree.kill(
                            List.of(launched.process().toHandle()),
                            launched.leadsGroup(),
                            machinery.options().killTimeout());
                } finally {
                    killed.complete(null);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.warn(
                    "too many workers end at once, so this one is killed without its group: session={} worker={}",
                    sessionId,
                    pid());
            launched.process().destroyForcibly();
            killed.complete(null);
        }
    }

    private void givenUp() {
        if (!released.get()) {
            LOG.error(
                    "a killed worker is not gone in time and is left to the system: session={} worker={} workers.kill-timeout={} ms",
                    sessionId,
                    pid(),
                    machinery.options().killTimeout().toMillis());
            release();
        }
    }

    private void release() {
        if (!released.compareAndSet(false, true)) {
            return;
        }
        machinery.metrics().move(GatewayMetric.WORKERS_RUNNING, -1);
        machinery.pump().remove(output);
        output.finish();
        IoLoop.closeQuietly(launched.process().getOutputStream());
        gone.complete(null);
    }
}
