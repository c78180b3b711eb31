package io.mxgateway.grpc.worker.check;

import java.util.Objects;

/**
 * What came of one rule.
 *
 * @param rule the rule
 * @param outcome what came of it
 * @param reason for a person: what was wrong, or why it was not tested; empty when it was kept
 * @param frame the frame that shows it, in readable form and without secrets; empty when no frame does
 */
public record RuleResult(CheckRule rule, CheckOutcome outcome, String reason, String frame) {
    public RuleResult {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(frame, "frame");
    }
}
