package io.mxgateway.grpc.worker.check;

import java.io.IOException;
import java.util.Set;

/** A session with a gateway that takes event batches. */
final class BatchedSession implements Scenario {
    @Override
    public Set<CheckRule> rules() {
        return Set.of(CheckRule.BATCHED_EVENTS);
    }

    @Override
    public void play(Bench bench, Findings findings) throws IOException {
        CheckRule rule = CheckRule.BATCHED_EVENTS;
        if (bench.options().tag().isEmpty()) {
            findings.notTested(rule, EventSteps.NO_TAG);
            return;
        }
        try (Conversation talk = Conversation.begin(bench, findings, rule, true)) {
            talk.start();
            EventSteps.play(bench, talk, new Steps(talk, findings), rules(), rule);
        } catch (StepFailed notReady) {
            findings.notTested(rule, "no session came about: " + notReady.getMessage());
        }
    }
}
