package io.mxgateway.launcher;

import io.mxgateway.core.config.BackendOptions;
import io.mxgateway.core.config.WorkerOptions;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.core.worker.WorkerClient;
import io.mxgateway.core.worker.WorkerException;
import io.mxgateway.core.worker.WorkerListener;
import io.mxgateway.core.worker.WorkerStartStage;
import io.mxgateway.grpc.worker.LaunchSpec;
import io.mxgateway.grpc.worker.ProcessLauncher;
import io.mxgateway.grpc.worker.ProcessWorkerClientFactory;
import io.mxgateway.grpc.worker.orphan.WorkerLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes an archive of the classes that a session needs: by a worker that goes through one, writes the archive as it ends,
 * and does all that when nothing else wants the processor; then a second one shows that it starts from it.
 *
 * <p>Blocks; used by one thread at a time.
 */
final class Rehearsal implements ClassDataArchive.Maker {
    private static final String BACKEND = "rehearsal";
    /** How long each step may take: it has to wait for everybody else. */
    private static final Duration STEP = Duration.ofMinutes(1);
    /** How long the first value is waited for; the archive is as good without. */
    private static final Duration FIRST_VALUE = Duration.ofSeconds(10);

    private static final Duration TAKE_DOWN = Duration.ofSeconds(3);
    /** What a worker without arguments ends with. */
    private static final int INVALID_ARGUMENTS = 2;

    private static final String TAG = "Reactor_001.SetPoint";

    private final List<String> command;
    private final Path runDirectory;
    private final ProcessLauncher launcher;
    private final GatewayTime time;
    private final WorkerLedger ledger;

    /**
     * A rehearsal.
     *
     * @param command what starts a worker
     */
    Rehearsal(
            List<String> command, Path runDirectory, ProcessLauncher launcher, GatewayTime time, WorkerLedger ledger) {
        this.command = List.copyOf(command);
        this.runDirectory = runDirectory;
        this.launcher = launcher;
        this.time = time;
        this.ledger = ledger;
    }

    @Override
    public void make(Path file) throws IOException, InterruptedException {
        ProcessWorkerClientFactory workers = new ProcessWorkerClientFactory(
                Map.of(BACKEND, new BackendOptions(WorkerLaunch.archivingInto(file, command), "", Map.of(), 0)),
                options(),
                WorkerOptions.DEFAULT.maxColdStarts(),
                runDirectory,
                time,
                new InMemoryMetrics(),
                ledger,
                // Only here: what is written down is the command without, as that is how its process is known again.
                spec -> launcher.launch(new LaunchSpec(
                        WorkerLaunch.inTheBackground(spec.command()), spec.workingDirectory(), spec.environment())),
                new SecureRandom(),
                1);
        Ears ears = new Ears();
        CompletableFuture<WorkerClient> start =
                workers.prepare(BACKEND, "session-" + BACKEND).start(ears);
        try {
            WorkerClient worker = result(start);
            play(worker, ears);
            result(worker.shutdown(STEP));
        } finally {
            end(start);
            bounded(workers.close());
        }
        if (!Files.isRegularFile(file)) {
            throw new IOException("the JVM has written no archive");
        }
        prove(file);
    }

    private static WorkerOptions options() {
        WorkerOptions usual = WorkerOptions.DEFAULT;
        return new WorkerOptions(
                STEP,
                STEP,
                usual.killTimeout(),
                usual.heartbeatInterval(),
                STEP,
                STEP.plus(STEP),
                usual.maxFrameBytes(),
                usual.maxColdStarts(),
                usual.coldStartWait(),
                usual.maxWarmAge());
    }

    private static void play(WorkerClient worker, Ears ears) throws IOException, InterruptedException {
        MxReplyPayload server = call(worker, new MxCommand.Register("class data"));
        if (!(server instanceof MxReplyPayload.ServerHandle handle)) {
            return;
        }
        int client = handle.serverHandle();
        if (call(worker, new MxCommand.AddItem(client, TAG)) instanceof MxReplyPayload.ItemHandle item) {
            call(worker, new MxCommand.Advise(client, item.itemHandle()));
            call(worker, new MxCommand.Write(client, item.itemHandle(), MxValue.of(1.0), 0));
            ears.heard.await(FIRST_VALUE.toMillis(), TimeUnit.MILLISECONDS);
        }
        call(worker, new MxCommand.ReadBulk(client, List.of(TAG), 0));
        call(worker, new MxCommand.Unregister(client));
    }

    private static MxReplyPayload call(WorkerClient worker, MxCommand command)
            throws IOException, InterruptedException {
        MxReply reply = result(worker.invoke(command, STEP));
        return reply.payload();
    }

    /** An archive that a JVM would crash on is not handed to any worker that somebody waits for. */
    private void prove(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(WorkerLaunch.inTheBackground(WorkerLaunch.startingFrom(file, command)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STEP.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("a worker that starts from the new archive hangs");
            }
            if (process.exitValue() != INVALID_ARGUMENTS) {
                throw new IOException("a worker that starts from the new archive ends with " + process.exitValue()
                        + " where it should with " + INVALID_ARGUMENTS);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static <T> T result(CompletionStage<T> stage) throws IOException, InterruptedException {
        try {
            return stage.toCompletableFuture().get(2 * STEP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("the worker that makes the archive hangs", e);
        }
    }

    private static void end(CompletableFuture<WorkerClient> start) {
        if (!start.cancel(false) && !start.isCompletedExceptionally()) {
            bounded(start.join().kill("the rehearsal is over"));
        }
    }

    private static void bounded(CompletionStage<Void> stage) {
        stage.toCompletableFuture()
                .copy()
                .completeOnTimeout(null, TAKE_DOWN.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** Hears the first event. */
    private static final class Ears implements WorkerListener {
        private final CountDownLatch heard = new CountDownLatch(1);

        @Override
        public void onStage(WorkerStartStage stage) {
            // The future tells all that matters here.
        }

        @Override
        public void onEvents(List<MxEvent> events) {
            heard.countDown();
        }

        @Override
        public void onTerminated(WorkerException cause) {
            heard.countDown();
        }
    }
}
