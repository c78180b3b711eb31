package io.mxgateway.grpc.worker.check;

import java.io.IOException;

/** Puts rules to the test, one after another, in one conversation. Not thread-safe. */
final class Steps {
    private final Conversation talk;
    private final Findings findings;

    /** What is done to test a rule. */
    @FunctionalInterface
    interface Step {
        void take() throws IOException, StepFailed;
    }

    Steps(Conversation talk, Findings findings) {
        this.talk = talk;
        this.findings = findings;
    }

    /** Tests a rule, unless the worker is gone; whether it was kept. */
    boolean check(CheckRule rule, Step step) throws IOException {
        if (talk.isOver()) {
            findings.notTested(
                    rule, "the session was over before: " + talk.worker().link().end());
            return false;
        }
        try {
            step.take();
        } catch (StepFailed failure) {
            findings.fail(rule, failure);
            return false;
        }
        findings.pass(rule);
        return true;
    }

    Findings findings() {
        return findings;
    }
}
