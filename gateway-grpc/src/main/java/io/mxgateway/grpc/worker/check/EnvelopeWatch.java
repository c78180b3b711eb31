package io.mxgateway.grpc.worker.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.mxgateway.proto.worker.v1.WorkerEnvelope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at everything a worker sends: judges what holds for every envelope, and keeps what the steps of a scenario wait
 * for. Whatever is wrong, it goes on looking.
 *
 * <p>Not thread-safe.
 */
final class EnvelopeWatch {
    private static final int VERSION = 1;
    /** The rules that every frame is judged by, so that they are kept when nothing was found. */
    static final List<CheckRule> RULES = List.of(
            CheckRule.ENVELOPE, CheckRule.SESSION, CheckRule.SEQUENCE, CheckRule.REPLIES, CheckRule.NONCE_SECRET);

    private final Identity identity;
    private final Findings findings;
    private final EventWatch events;
    private final HeartbeatWatch heartbeats;
    // What was sent and the kind of each, by correlation id; the check's own commands, so never many.
    private final Map<String, Integer> sent = new HashMap<>();
    private final Map<String, Frame> replies = new HashMap<>();
    // How many frames came.
    private int frames;
    // The number that the next envelope should have.
    private long nextSequence = 1;
    // Null until each has come.
    private Frame hello;
    private Frame ready;
    private Frame fault;
    private Frame acknowledgement;

    EnvelopeWatch(Identity identity, Findings findings, EventWatch events, HeartbeatWatch heartbeats) {
        this.identity = identity;
        this.findings = findings;
        this.events = events;
        this.heartbeats = heartbeats;
    }

    /** Takes the next frame. */
    void see(Frame frame) {
        frames++;
        WorkerEnvelope envelope = frame.envelope();
        int bodies = frame.bodies();
        if (envelope == null || bodies != 1) {
            String facts = envelope == null ? "a frame is no envelope" : "an envelope has " + bodies + " bodies";
            fail(CheckRule.ENVELOPE, facts, frame);
        }
        if (envelope != null) {
            checkHead(frame, envelope);
            checkNonce(frame, envelope);
            keep(frame, envelope);
        }
    }

    private void checkHead(Frame frame, WorkerEnvelope envelope) {
        if (envelope.getProtocolVersion() != VERSION) {
            fail(CheckRule.SESSION, "an envelope has another protocol version than " + VERSION, frame);
        }
        if (!envelope.getSessionId().equals(identity.sessionId())) {
            fail(CheckRule.SESSION, "an envelope has another session than " + identity.sessionId(), frame);
        }
        if (envelope.getSequence() != nextSequence) {
            fail(CheckRule.SEQUENCE, "an envelope comes where number " + nextSequence + " was due", frame);
        }
        nextSequence = envelope.getSequence() + 1;
    }

    private void checkNonce(Frame frame, WorkerEnvelope envelope) {
        if (!envelope.hasWorkerHello() && frame.bytes().toString(ISO_8859_1).contains(identity.nonce())) {
            fail(CheckRule.NONCE_SECRET, "an envelope other than the hello holds the nonce", frame);
        }
    }

    private void keep(Frame frame, WorkerEnvelope envelope) {
        boolean first = frames == 1;
        if (first != envelope.hasWorkerHello()) {
            fail(CheckRule.HELLO_FIRST, first ? "its first envelope is no hello" : "a hello comes again", frame);
        }
        switch (envelope.getBodyCase()) {
            case WORKER_HELLO -> hello = hello == null ? frame : hello;
            case WORKER_READY -> ready(frame);
            case WORKER_COMMAND_REPLY -> reply(frame, envelope);
            case WORKER_EVENT ->
                events.see(frame, List.of(envelope.getWorkerEvent().getEvent()));
            case WORKER_EVENT_BATCH ->
                events.batch(frame, envelope.getWorkerEventBatch().getEventsList());
            case WORKER_HEARTBEAT -> heartbeats.see(frame, envelope.getWorkerHeartbeat());
            case WORKER_FAULT -> fault = fault == null ? frame : fault;
            case WORKER_SHUTDOWN_ACK -> acknowledgement = frame;
            case GATEWAY_HELLO, WORKER_COMMAND, WORKER_CANCEL, WORKER_SHUTDOWN ->
                fail(CheckRule.ENVELOPE, "a worker never sends a " + FrameText.name(envelope), frame);
            case BODY_NOT_SET -> {
                // Told already.
            }
        }
    }

    private void ready(Frame frame) {
        if (ready != null || hello == null) {
            fail(CheckRule.READY, ready != null ? "it becomes ready again" : "it is ready before its hello", frame);
        }
        ready = ready == null ? frame : ready;
    }

    private void reply(Frame frame, WorkerEnvelope envelope) {
        String correlationId = envelope.getCorrelationId();
        var reply = envelope.getWorkerCommandReply().getReply();
        Integer kind = sent.get(correlationId);
        if (kind == null) {
            fail(CheckRule.REPLIES, "a reply has a correlation id that no command had", frame);
            return;
        }
        if (!reply.getSessionId().equals(identity.sessionId())
                || !reply.getCorrelationId().equals(correlationId)
                || reply.getKindValue() != kind) {
            fail(
                    CheckRule.REPLIES,
                    "the reply itself must carry session " + identity.sessionId() + ", correlation " + correlationId
                            + " and kind " + kind,
                    frame);
        }
        if (replies.putIfAbsent(correlationId, frame) != null) {
            fail(CheckRule.ONCE, "a command is answered again", frame);
        }
    }

    private void fail(CheckRule rule, String reason, Frame frame) {
        findings.fail(rule, reason, FrameText.received(frame, identity));
    }

    /** A command goes out. */
    void sent(String correlationId, int kind) {
        sent.put(correlationId, kind);
    }

    /** The first reply to a command; null until it has come. */
    Frame replyTo(String correlationId) {
        return replies.get(correlationId);
    }

    /** The commands without a reply. */
    List<String> unanswered() {
        return sent.keySet().stream()
                .filter(id -> !replies.containsKey(id))
                .sorted()
                .toList();
    }

    EventWatch events() {
        return events;
    }

    HeartbeatWatch heartbeats() {
        return heartbeats;
    }

    /** Its hello; null until it has come. */
    Frame hello() {
        return hello;
    }

    /** Its readiness; null until it has come. */
    Frame ready() {
        return ready;
    }

    /** Its first fault; null unless it has come. */
    Frame fault() {
        return fault;
    }

    /** Its answer to the shutdown; null until it has come. */
    Frame acknowledgement() {
        return acknowledgement;
    }

    /** How many frames came. */
    int frames() {
        return frames;
    }
}
