package io.mxgateway.grpc.worker.check;

import io.mxgateway.grpc.worker.WorkerExit;
import io.mxgateway.proto.v1.ProtocolStatusCode;
import io.mxgateway.proto.worker.v1.WorkerShutdown;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** Shuts a worker down and looks at what is left. */
final class ShutdownSteps {
    // Children may be on their way out when the worker has just gone.
    private static final Duration CHILDREN = Duration.ofSeconds(2);

    private final Bench bench;
    private final Conversation talk;
    private final Steps steps;

    ShutdownSteps(Bench bench, Conversation talk, Steps steps) {
        this.bench = bench;
        this.talk = talk;
        this.steps = steps;
    }

    void play() throws IOException, InterruptedException {
        Findings findings = steps.findings();
        if (talk.isOver()) {
            String why = "the session was over before: " + talk.worker().link().end();
            findings.notTested(CheckRule.SHUTDOWN_ACK, why);
            findings.notTested(CheckRule.SHUTDOWN_EXIT, why);
            findings.notTested(CheckRule.NO_CHILDREN, why);
            return;
        }
        talk.worker().noteChildren();
        long deadline = bench.stepDeadline();
        steps.check(CheckRule.SHUTDOWN_ACK, () -> acknowledged(deadline));
        OptionalInt code = talk.awaitExit(deadline);
        if (code.isEmpty() || code.getAsInt() != WorkerExit.SUCCESS) {
            findings.fail(
                    CheckRule.SHUTDOWN_EXIT,
                    "after a grace period of " + bench.options().stepTimeout().toMillis() + " ms "
                            + talk.worker().condition(),
                    "");
        } else {
            findings.pass(CheckRule.SHUTDOWN_EXIT);
        }
        children(code.isPresent());
    }

    private void acknowledged(long deadline) throws IOException, StepFailed {
        Duration grace = bench.options().stepTimeout();
        talk.send(talk.next("")
                .setWorkerShutdown(WorkerShutdown.newBuilder()
                        .setReason("check")
                        .setGracePeriod(com.google.protobuf.Duration.newBuilder()
                                .setSeconds(grace.getSeconds())
                                .setNanos(grace.getNano())))
                .build());
        Frame frame = talk.await("the acknowledgement of the shutdown", deadline, talk.watch()::acknowledgement);
        if (frame.envelope().getWorkerShutdownAck().getStatus().getCode()
                != ProtocolStatusCode.PROTOCOL_STATUS_CODE_OK) {
            throw talk.wrong("the acknowledgement must have status OK", frame);
        }
    }

    private void children(boolean exited) {
        Findings findings = steps.findings();
        if (!exited) {
            findings.notTested(CheckRule.NO_CHILDREN, "the worker did not exit by itself");
            return;
        }
        List<ProcessHandle> left = talk.worker().awaitChildrenGone(CHILDREN);
        if (left.isEmpty()) {
            findings.pass(CheckRule.NO_CHILDREN);
        } else {
            findings.fail(
                    CheckRule.NO_CHILDREN,
                    "processes it started still run: "
                            + left.stream()
                                    .map(child -> child.pid() + " "
                                            + child.info().command().orElse("(unknown command)"))
                                    .toList(),
                    "");
        }
    }
}
