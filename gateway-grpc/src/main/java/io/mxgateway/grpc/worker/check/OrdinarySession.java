package io.mxgateway.grpc.worker.check;

import io.mxgateway.proto.v1.MxCommandReply;
import io.mxgateway.proto.v1.ProtocolStatusCode;
import io.mxgateway.proto.v1.WorkerInfoReply;
import io.mxgateway.proto.worker.v1.WorkerCancel;
import io.mxgateway.proto.worker.v1.WorkerHello;
import io.mxgateway.proto.worker.v1.WorkerReady;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A session in which the gateway does nothing wrong, from the launch to the shutdown. */
final class OrdinarySession implements Scenario {
    private static final int QUEUED = 20;
    private static final int HEARTBEATS = 4;
    private static final String UNKNOWN_COMMAND = "check-unknown";

    @Override
    public Set<CheckRule> rules() {
        EnumSet<CheckRule> rules = EnumSet.range(CheckRule.CONNECTS, CheckRule.SINGLE_EVENTS);
        rules.addAll(EnumSet.range(CheckRule.SHUTDOWN_ACK, CheckRule.NONCE_SECRET));
        return rules;
    }

    @Override
    public void play(Bench bench, Findings findings) throws IOException, InterruptedException {
        try (Conversation talk = Conversation.begin(bench, findings, CheckRule.EVENTS, false)) {
            Steps steps = new Steps(talk, findings);
            if (start(bench, talk, findings)) {
                commands(talk, steps);
                EventSteps.play(
                        bench, talk, steps, Set.of(CheckRule.EVENTS, CheckRule.SINGLE_EVENTS), CheckRule.EVENTS);
                heartbeats(bench, talk, steps, findings);
                steps.check(CheckRule.ONCE, () -> everyCommandAnswered(talk));
                new ShutdownSteps(bench, talk, steps).play();
            }
            if (talk.watch().frames() > 0) {
                EnvelopeWatch.RULES.forEach(findings::pass);
            }
        } catch (StepFailed notLaunched) {
            findings.fail(CheckRule.CONNECTS, notLaunched);
        }
    }

    private static boolean start(Bench bench, Conversation talk, Findings findings) throws IOException {
        long deadline = bench.startDeadline();
        try {
            talk.connect(deadline);
        } catch (StepFailed silent) {
            findings.fail(CheckRule.CONNECTS, silent);
            return false;
        }
        findings.pass(CheckRule.CONNECTS);
        try {
            talk.greet(Conversation.VERSION);
            talk.await("its hello", deadline, talk.watch()::hello);
        } catch (StepFailed silent) {
            findings.fail(CheckRule.HELLO_FIRST, silent);
            return false;
        }
        findings.pass(CheckRule.HELLO_FIRST);
        Steps steps = new Steps(talk, findings);
        steps.check(CheckRule.HELLO, () -> hello(talk));
        steps.check(CheckRule.READY, () -> {
            talk.await("its readiness", deadline, talk.watch()::ready);
            ready(talk);
        });
        talk.worker().noteChildren();
        return talk.watch().ready() != null;
    }

    private static void hello(Conversation talk) throws StepFailed {
        Frame frame = talk.watch().hello();
        WorkerHello hello = frame.envelope().getWorkerHello();
        if (!hello.getNonce().equals(talk.worker().identity().nonce())) {
            throw talk.wrong("the hello has another nonce than the environment", frame);
        }
        if (hello.getProtocolVersion() != Conversation.VERSION) {
            throw talk.wrong("the hello has another protocol version than " + Conversation.VERSION, frame);
        }
        if (!talk.worker().owns(hello.getWorkerProcessId())) {
            throw talk.wrong("the hello has the id of a process that was not launched for this session", frame);
        }
    }

    private static void ready(Conversation talk) throws StepFailed {
        Frame frame = talk.watch().ready();
        WorkerReady ready = frame.envelope().getWorkerReady();
        if (!talk.worker().owns(ready.getWorkerProcessId())) {
            throw talk.wrong("the process id is not the worker's", frame);
        }
        if (ready.getBackendName().isBlank()) {
            throw talk.wrong("the backend has no name", frame);
        }
    }

    private static void commands(Conversation talk, Steps steps) throws IOException {
        steps.check(
                CheckRule.PING,
                () -> ping(talk, "check " + talk.worker().identity().sessionId()));
        steps.check(CheckRule.WORKER_INFO, () -> workerInfo(talk));
        steps.check(CheckRule.UNKNOWN_HANDLE, () -> unknownHandle(talk));
        steps.check(CheckRule.IN_ORDER, () -> inOrder(talk));
        steps.check(CheckRule.UNKNOWN_CANCEL, () -> unknownCancel(talk));
        // The longest reply that anybody can ask any worker for.
        steps.check(CheckRule.FRAME_LIMIT, () -> talk.ask(Commands.ping("x".repeat(2 * TestedWorker.MAX_FRAME_BYTES))));
    }

    private static void ping(Conversation talk, String message) throws IOException, StepFailed {
        Frame frame = talk.ask(Commands.ping(message));
        MxCommandReply reply = Conversation.replyIn(frame);
        if (reply.getProtocolStatus().getCode() != ProtocolStatusCode.PROTOCOL_STATUS_CODE_OK
                || !reply.getDiagnosticMessage().equals(message)) {
            throw talk.wrong("the answer to Ping must be OK with diagnostic_message \"" + message + "\"", frame);
        }
    }

    private static void workerInfo(Conversation talk) throws IOException, StepFailed {
        Frame frame = talk.ask(Commands.workerInfo());
        WorkerInfoReply info = Conversation.replyIn(frame).getWorkerInfo();
        WorkerReady ready = talk.watch().ready().envelope().getWorkerReady();
        if (info.getWorkerProcessId() != ready.getWorkerProcessId()
                || !info.getBackendName().equals(ready.getBackendName())
                || info.getWorkerProtocolVersion() != Conversation.VERSION) {
            throw talk.wrong(
                    "worker_info must have process id and backend name as in WorkerReady, and protocol version "
                            + Conversation.VERSION,
                    frame);
        }
    }

    private static void unknownHandle(Conversation talk) throws IOException, StepFailed {
        Frame frame = talk.ask(Commands.advise(Commands.UNKNOWN_HANDLE, Commands.UNKNOWN_HANDLE));
        MxCommandReply reply = Conversation.replyIn(frame);
        if (reply.getProtocolStatus().getCode() != ProtocolStatusCode.PROTOCOL_STATUS_CODE_MXACCESS_FAILURE
                || reply.getHresult() == 0) {
            throw talk.wrong("the answer must be MXACCESS_FAILURE with the hresult of MXAccess", frame);
        }
    }

    private static void inOrder(Conversation talk) throws IOException, StepFailed {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < QUEUED; i++) {
            ids.add(talk.command(Commands.unAdvise(Commands.UNKNOWN_HANDLE, i + 1)));
        }
        long before = 0;
        for (String id : ids) {
            Frame frame = talk.reply(id);
            long sequence = frame.envelope().getSequence();
            if (sequence <= before) {
                throw talk.wrong("the command before it was answered later", frame);
            }
            before = sequence;
        }
    }

    private static void unknownCancel(Conversation talk) throws IOException, StepFailed {
        talk.send(talk.next(UNKNOWN_COMMAND)
                .setWorkerCancel(WorkerCancel.newBuilder().setReason("check"))
                .build());
        ping(talk, "after a cancellation");
    }

    private static void heartbeats(Bench bench, Conversation talk, Steps steps, Findings findings) throws IOException {
        if (talk.isOver()) {
            return;
        }
        HeartbeatWatch beats = talk.watch().heartbeats();
        // One may have been on its way when the last command was answered; the one after it was not.
        int wanted = Math.max(HEARTBEATS, beats.count() + 2);
        long interval = bench.options().heartbeatInterval().toNanos();
        long deadline = bench.time().nanoTime()
                + HEARTBEATS * interval
                + bench.options().stepTimeout().toNanos();
        boolean came = talk.listen(deadline, () -> beats.count() >= wanted);
        long greetedAt = Math.max(talk.greetedAt(), talk.watch().hello().atNanos());
        steps.check(CheckRule.HEARTBEAT_FIRST, () -> {
            if (beats.count() == 0) {
                throw new StepFailed("no heartbeat came", "");
            }
            beats.checkFirst(greetedAt);
        });
        steps.check(CheckRule.HEARTBEAT_INTERVAL, () -> {
            if (!came) {
                throw new StepFailed(
                        beats.count() + " heartbeats came in "
                                + TimeUnit.NANOSECONDS.toMillis(bench.time().nanoTime() - greetedAt) + " ms, one each "
                                + TimeUnit.NANOSECONDS.toMillis(interval) + " ms was asked for",
                        "");
            }
            beats.checkInterval();
        });
        if (came) {
            steps.check(CheckRule.HEARTBEAT_FACTS, beats::checkIdle);
        } else {
            findings.notTested(CheckRule.HEARTBEAT_FACTS, "too few heartbeats came");
        }
    }

    private static void everyCommandAnswered(Conversation talk) throws StepFailed {
        List<String> unanswered = talk.watch().unanswered();
        if (!unanswered.isEmpty()) {
            throw new StepFailed("commands without any answer: " + String.join(", ", unanswered), "");
        }
    }
}
