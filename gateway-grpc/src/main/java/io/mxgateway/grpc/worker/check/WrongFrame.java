package io.mxgateway.grpc.worker.check;

import com.google.protobuf.ByteString;
import io.mxgateway.proto.v1.MxCommandKind;
import io.mxgateway.proto.worker.v1.WorkerCommand;
import io.mxgateway.proto.worker.v1.WorkerEnvelope;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * A session in which the gateway sends one thing that no gateway sends.
 *
 * @param rule what it tests
 * @param wrong makes what is sent
 */
record WrongFrame(CheckRule rule, Function<Conversation, Sent> wrong) implements Scenario {
    // More than any worker takes; negative for those who forget that lengths have no sign.
    private static final int TOO_LONG = 0xffff_fff0;
    private static final int GARBAGE_BYTES = 64;
    private static final String WRONG_COMMAND = "check-wrong";

    /** What is sent, and what it is for a person. */
    record Sent(ByteString bytes, String text) {}

    /** All the things that no gateway sends. */
    static List<Scenario> all() {
        return List.of(
                new WrongFrame(
                        CheckRule.WRONG_SESSION,
                        talk -> envelope(talk, ping(talk).setSessionId("session-" + "0".repeat(32)))),
                new WrongFrame(
                        CheckRule.WRONG_VERSION,
                        talk -> envelope(talk, ping(talk).setProtocolVersion(Conversation.VERSION + 1))),
                new WrongFrame(CheckRule.WRONG_SEQUENCE, talk -> envelope(talk, skipped(ping(talk)))),
                new WrongFrame(
                        CheckRule.NO_BODY, talk -> envelope(talk, ping(talk).clearBody())),
                new WrongFrame(CheckRule.GARBAGE, WrongFrame::garbage),
                new WrongFrame(
                        CheckRule.ZERO_LENGTH,
                        talk -> new Sent(ByteString.copyFrom(Frame.encode(0, new byte[0])), "sent a length of 0")),
                new WrongFrame(
                        CheckRule.OVERSIZED,
                        talk -> new Sent(
                                ByteString.copyFrom(Frame.encode(TOO_LONG, new byte[GARBAGE_BYTES])),
                                "sent a length of " + Integer.toUnsignedString(TOO_LONG) + " and " + GARBAGE_BYTES
                                        + " bytes")));
    }

    private static WorkerEnvelope.Builder ping(Conversation talk) {
        // An answer to it is not what is wrong with it.
        talk.watch().sent(WRONG_COMMAND, MxCommandKind.MX_COMMAND_KIND_PING_VALUE);
        return talk.next(WRONG_COMMAND)
                .setWorkerCommand(WorkerCommand.newBuilder().setCommand(Commands.ping("wrong")));
    }

    private static WorkerEnvelope.Builder skipped(WorkerEnvelope.Builder envelope) {
        return envelope.setSequence(envelope.getSequence() + 1);
    }

    private static Sent envelope(Conversation talk, WorkerEnvelope.Builder envelope) {
        WorkerEnvelope built = envelope.build();
        return new Sent(
                ByteString.copyFrom(Frame.encode(built)),
                FrameText.sent(built, talk.worker().identity()));
    }

    private static Sent garbage(Conversation talk) {
        byte[] bytes = new byte[GARBAGE_BYTES];
        Arrays.fill(bytes, (byte) 0xff);
        return new Sent(
                ByteString.copyFrom(Frame.encode(bytes.length, bytes)),
                "sent " + FrameText.hex(bytes, talk.worker().identity()));
    }

    @Override
    public Set<CheckRule> rules() {
        return Set.of(rule);
    }

    @Override
    public void play(Bench bench, Findings findings) throws IOException, InterruptedException {
        try (Conversation talk = Conversation.begin(bench, findings, CheckRule.EVENTS, false)) {
            talk.start();
            Sent sent = wrong.apply(talk);
            talk.send(sent.bytes().toByteArray(), sent.text());
            OptionalInt code = talk.awaitExit(bench.stepDeadline());
            if (code.isPresent() && code.getAsInt() != 0) {
                findings.pass(rule);
            } else {
                findings.fail(
                        rule,
                        (code.isPresent() ? "" : bench.options().stepTimeout().toMillis() + " ms later ")
                                + talk.worker().condition(),
                        sent.text());
            }
        } catch (StepFailed notReady) {
            findings.notTested(rule, "no session came about: " + notReady.getMessage());
        }
    }
}
