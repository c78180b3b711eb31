package io.mxgateway.grpc.worker.check;

import io.mxgateway.grpc.worker.WorkerExit;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * A session that the gateway ends without a word, or never should have begun.
 *
 * @param rule what it tests
 * @param begin brings the worker as far as is needed
 * @param part what the gateway does
 * @param exit which exit codes are right
 * @param due them, for a person
 */
record Parting(CheckRule rule, Act begin, Act part, IntPredicate exit, String due) implements Scenario {
    /** Something that the gateway does. */
    @FunctionalInterface
    interface Act {
        void in(Conversation talk, Bench bench) throws IOException, StepFailed;
    }

    /** All ways of parting. */
    static List<Scenario> all() {
        return List.of(
                new Parting(
                        CheckRule.HELLO_VERSION,
                        (talk, bench) -> talk.connect(bench.startDeadline()),
                        (talk, bench) -> talk.greet(Conversation.VERSION + 1),
                        code -> code == WorkerExit.UNSUPPORTED_VERSION,
                        "exit code " + WorkerExit.UNSUPPORTED_VERSION),
                new Parting(
                        CheckRule.GATEWAY_GONE,
                        (talk, bench) -> talk.start(),
                        (talk, bench) -> talk.worker().link().disconnect(),
                        code -> code == WorkerExit.CONNECTION_LOST,
                        "exit code " + WorkerExit.CONNECTION_LOST),
                new Parting(
                        CheckRule.STDIN_END,
                        (talk, bench) -> talk.start(),
                        (talk, bench) -> talk.worker().endInput(),
                        code -> true,
                        "an exit"));
    }

    @Override
    public Set<CheckRule> rules() {
        return Set.of(rule);
    }

    @Override
    public void play(Bench bench, Findings findings) throws IOException, InterruptedException {
        try (Conversation talk = Conversation.begin(bench, findings, CheckRule.EVENTS, false)) {
            begin.in(talk, bench);
            part.in(talk, bench);
            OptionalInt code = talk.awaitExit(bench.stepDeadline());
            if (code.isPresent() && exit.test(code.getAsInt())) {
                findings.pass(rule);
            } else {
                findings.fail(
                        rule,
                        due + " is due within " + bench.options().stepTimeout().toMillis() + " ms; "
                                + talk.worker().condition(),
                        "");
            }
        } catch (StepFailed notReady) {
            findings.notTested(rule, "no session came about: " + notReady.getMessage());
        }
    }
}
