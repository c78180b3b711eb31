package io.mxgateway.grpc.worker.check;

import io.mxgateway.grpc.worker.LaunchSpec;
import io.mxgateway.proto.v1.MxCommand;
import io.mxgateway.proto.v1.MxCommandReply;
import io.mxgateway.proto.worker.v1.GatewayHello;
import io.mxgateway.proto.worker.v1.WorkerCommand;
import io.mxgateway.proto.worker.v1.WorkerEnvelope;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A session with one worker, as a gateway leads it; every wait in it is bounded.
 *
 * <p>Not thread-safe.
 */
final class Conversation implements AutoCloseable {
    static final int VERSION = 1;

    private final Bench bench;
    private final TestedWorker worker;
    private final Findings findings;
    private final EnvelopeWatch watch;
    private final boolean batchesTaken;
    // The number of the last envelope sent.
    private long sequence;
    // The number of the last command sent.
    private int commands;
    // When the gateway's hello went out.
    private long greetedAt;

    private Conversation(
            Bench bench, TestedWorker worker, Findings findings, EnvelopeWatch watch, boolean batchesTaken) {
        this.bench = bench;
        this.worker = worker;
        this.findings = findings;
        this.watch = watch;
        this.batchesTaken = batchesTaken;
    }

    /**
     * Starts a worker; nothing is said yet.
     *
     * @param eventRule the rule that events are judged by
     * @param batchesTaken whether event batches are asked for
     */
    static Conversation begin(Bench bench, Findings findings, CheckRule eventRule, boolean batchesTaken)
            throws IOException, StepFailed {
        TestedWorker worker = TestedWorker.launch(bench, UnaryOperator.<LaunchSpec>identity());
        EventWatch events = new EventWatch(worker.identity(), findings, eventRule, batchesTaken);
        HeartbeatWatch heartbeats = new HeartbeatWatch(
                worker.identity(), findings, bench.options().heartbeatInterval(), events, worker::owns);
        return new Conversation(
                bench,
                worker,
                findings,
                new EnvelopeWatch(worker.identity(), findings, events, heartbeats),
                batchesTaken);
    }

    TestedWorker worker() {
        return worker;
    }

    EnvelopeWatch watch() {
        return watch;
    }

    long greetedAt() {
        return greetedAt;
    }

    /** Waits until the worker connects. */
    void connect(long deadline) throws IOException, StepFailed {
        if (!worker.awaitConnection(deadline)) {
            throw new StepFailed(
                    "it did not connect"
                            + (worker.exitCode().isPresent()
                                    ? ""
                                    : " within "
                                            + bench.options().startTimeout().toMillis() + " ms")
                            + "; " + worker.condition(),
                    "");
        }
    }

    /** Says hello. */
    void greet(int version) throws IOException, StepFailed {
        Duration interval = bench.options().heartbeatInterval();
        send(next("").setGatewayHello(GatewayHello.newBuilder()
                        .setGatewayVersion("worker-check")
                        .setProtocolVersion(version)
                        .setHeartbeatInterval(com.google.protobuf.Duration.newBuilder()
                                .setSeconds(interval.getSeconds())
                                .setNanos(interval.getNano()))
                        .setMaxFrameBytes(TestedWorker.MAX_FRAME_BYTES)
                        .setAcceptsEventBatch(batchesTaken))
                .build());
        greetedAt = bench.time().nanoTime();
    }

    /** Brings the worker up as far as it takes to be ready. */
    void start() throws IOException, StepFailed {
        long deadline = bench.startDeadline();
        connect(deadline);
        greet(VERSION);
        await("its readiness", deadline, watch::ready);
        worker.noteChildren();
    }

    /** The beginning of the next envelope. */
    WorkerEnvelope.Builder next(String correlationId) {
        return WorkerEnvelope.newBuilder()
                .setProtocolVersion(VERSION)
                .setSessionId(worker.identity().sessionId())
                .setSequence(++sequence)
                .setCorrelationId(correlationId);
    }

    void send(WorkerEnvelope envelope) throws IOException, StepFailed {
        send(Frame.encode(envelope), FrameText.sent(envelope, worker.identity()));
    }

    /** Sends any bytes; {@code text} is what they are for a person. */
    void send(byte[] bytes, String text) throws IOException, StepFailed {
        if (!worker.link().send(bytes, bench.stepDeadline())) {
            throw new StepFailed("it does not read what it is sent; " + worker.condition(), text);
        }
    }

    /** Sends a command and returns its correlation id. */
    String command(MxCommand command) throws IOException, StepFailed {
        String correlationId = "check-" + ++commands;
        watch.sent(correlationId, command.getKindValue());
        send(next(correlationId)
                .setWorkerCommand(WorkerCommand.newBuilder().setCommand(command))
                .build());
        return correlationId;
    }

    /** Sends a command and waits for its reply. */
    Frame ask(MxCommand command) throws IOException, StepFailed {
        return reply(command(command));
    }

    /** Waits for the reply to a command. */
    Frame reply(String correlationId) throws IOException, StepFailed {
        return await("the reply to " + correlationId, bench.stepDeadline(), () -> watch.replyTo(correlationId));
    }

    static MxCommandReply replyIn(Frame frame) {
        return frame.envelope().getWorkerCommandReply().getReply();
    }

    StepFailed wrong(String reason, Frame frame) {
        return new StepFailed(reason, FrameText.received(frame, worker.identity()));
    }

    /** Waits until something has come; fails at once when it cannot come any more. */
    <T> T await(String what, long deadline, Supplier<T> look) throws IOException, StepFailed {
        T found = look.get();
        while (found == null) {
            boolean late = bench.time().nanoTime() >= deadline;
            boolean ended = isOver();
            boolean more = pump();
            found = look.get();
            if (found == null && !more && (late || ended)) {
                throw missing(what, ended);
            }
        }
        return found;
    }

    /** Goes on reading until a condition holds or the time is up; never fails. */
    boolean listen(long deadline, BooleanSupplier until) throws IOException {
        while (!until.getAsBoolean()) {
            boolean over = bench.time().nanoTime() >= deadline || isOver();
            if (!pump() && over) {
                return until.getAsBoolean();
            }
        }
        return true;
    }

    /** Waits until the process ends, reading what it still sends; empty when it goes on running. */
    OptionalInt awaitExit(long deadline) throws IOException, InterruptedException {
        listen(deadline, () -> worker.exitCode().isPresent());
        return worker.awaitExit(deadline);
    }

    /** Whether the worker can be asked nothing more. */
    boolean isOver() {
        return worker.link().end() != null;
    }

    // Takes a frame, if one comes soon.
    private boolean pump() throws IOException {
        Frame frame = worker.look();
        if (frame != null) {
            watch.see(frame);
        } else if (worker.link().wrongFrame() != null) {
            findings.fail(
                    CheckRule.FRAME_LIMIT,
                    worker.link().end(),
                    "received a length, and then: "
                            + FrameText.hex(worker.link().wrongFrame(), worker.identity()));
        }
        return frame != null;
    }

    private StepFailed missing(String what, boolean ended) {
        if (ended) {
            worker.letExit();
        }
        String frame = watch.fault() == null ? "" : FrameText.received(watch.fault(), worker.identity());
        return new StepFailed(
                what + " did not come" + (ended ? ": " + worker.link().end() : " in time")
                        + (frame.isEmpty() ? "" : ", and a fault did") + "; " + worker.condition(),
                frame);
    }

    @Override
    public void close() throws IOException {
        if (worker.leakedNonce()) {
            findings.fail(CheckRule.NONCE_SECRET, "its output holds the nonce", "");
        }
        worker.close();
    }
}
