package io.mxgateway.grpc.worker.check;

import io.mxgateway.proto.v1.MxCommand;
import io.mxgateway.proto.v1.MxCommandReply;
import io.mxgateway.proto.v1.ProtocolStatusCode;
import java.io.IOException;
import java.util.Set;

/** Subscribes to the one item that is known, and waits for its events. */
final class EventSteps {
    static final String NO_TAG = "needs the name of an item that has a value (--tag)";

    private EventSteps() {}

    /**
     * Plays the steps.
     *
     * @param rules what they test
     * @param main the one of them that fails when there are no events at all
     */
    static void play(Bench bench, Conversation talk, Steps steps, Set<CheckRule> rules, CheckRule main)
            throws IOException {
        String tag = bench.options().tag();
        if (tag.isEmpty()) {
            rules.forEach(rule -> steps.findings().notTested(rule, NO_TAG));
        } else if (steps.check(main, () -> subscribe(bench, talk, tag))) {
            rules.forEach(steps.findings()::pass);
        }
    }

    private static void subscribe(Bench bench, Conversation talk, String tag) throws IOException, StepFailed {
        EventWatch events = talk.watch().events();
        int server = ok(talk, Commands.register()).getRegister().getServerHandle();
        int item = ok(talk, Commands.addItem(server, tag)).getAddItem().getItemHandle();
        events.expect(server, item);
        ok(talk, Commands.advise(server, item));
        talk.await("a data change of " + tag, bench.stepDeadline(), () -> events.dataChanges() > 0 ? events : null);
        // An item is told again when it is advised again, so there are several even if its value stands still.
        int before = events.dataChanges();
        ok(talk, Commands.unAdvise(server, item));
        ok(talk, Commands.advise(server, item));
        talk.await(
                "a data change of " + tag + " after it was advised again",
                bench.stepDeadline(),
                () -> events.dataChanges() > before ? events : null);
        ok(talk, Commands.unAdvise(server, item));
    }

    private static MxCommandReply ok(Conversation talk, MxCommand command) throws IOException, StepFailed {
        Frame frame = talk.ask(command);
        MxCommandReply reply = Conversation.replyIn(frame);
        if (reply.getProtocolStatus().getCode() != ProtocolStatusCode.PROTOCOL_STATUS_CODE_OK) {
            throw talk.wrong(command.getKind() + " is not answered with OK", frame);
        }
        return reply;
    }
}
